import assert from "node:assert/strict";
import { RunnerError, type RunnerErrorCode, type VirtualClock } from "@runners/core";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import type { ExperimentReader } from "../../store/experiment-reader.ts";
import type { ExperimentStore } from "../../store/experiment-store.ts";
import type { StoreHarness, StoreHooks } from "./store-harness.ts";

/** What a case works with: it plays the drivers of one experiment. */
export class StoreRig {
  readonly #harness: StoreHarness;
  readonly #opened: { close(): Promise<void> }[] = [];

  constructor(harness: StoreHarness) {
    this.#harness = harness;
  }

  get clock(): VirtualClock {
    return this.#harness.clock;
  }

  /** A hook that the case needs. */
  hook<H extends keyof StoreHooks>(name: H): NonNullable<StoreHooks[H]> {
    const hook: unknown = this.#harness[name];
    assert.ok(hook !== undefined, `the harness had ${name} before, and lacks it now`);
    return (typeof hook === "function" ? hook.bind(this.#harness) : hook) as NonNullable<
      StoreHooks[H]
    >;
  }

  async open(): Promise<ExperimentStore> {
    return this.#keep(await this.#harness.open());
  }

  async openElsewhere(): Promise<ExperimentStore> {
    return this.#keep(await this.hook("openElsewhere")());
  }

  async openReader(): Promise<ExperimentReader> {
    return this.#keep(await this.hook("openReader")());
  }

  /** The store of a driver that owns it. */
  async owned(): Promise<ExperimentStore> {
    const store = await this.open();
    await store.acquire();
    return store;
  }

  /** A driver that was taken for dead, and the one that has taken over from it. */
  async takenOver(): Promise<readonly [stale: ExperimentStore, owner: ExperimentStore]> {
    const stale = await this.owned();
    await stale.append(someEvents(2), 10);
    await this.hook("endProcess")(stale);
    return [stale, await this.owned()];
  }

  async dispose(): Promise<void> {
    // How closing fails is the business of its own cases.
    for (const each of this.#opened) await each.close().catch(() => undefined);
    await this.#harness[Symbol.asyncDispose]?.();
  }

  #keep<T extends { close(): Promise<void> }>(opened: T): T {
    this.#opened.push(opened);
    return opened;
  }
}

/** That many events, with places from `from` on. */
export function someEvents(count: number, from = 0): readonly ExperimentEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "submission-deferred",
    index: from + i,
    attempt: 0,
    reason: `number ${from + i}`,
    atMs: 1_000 + from + i,
  }));
}

/** The promise rejects with a `RunnerError` of this code; returns what it says. */
export async function refusal(promise: Promise<unknown>, code: RunnerErrorCode): Promise<string> {
  const error = await promise.then(
    (value: unknown) => assert.fail(`it should reject, and resolves with ${JSON.stringify(value)}`),
    (rejected: unknown) => rejected,
  );
  if (!RunnerError.is(error)) throw error;
  assert.equal(error.code, code, `it rejects with ${error.code}: ${error.message}`);
  return error.message;
}
