import assert from "node:assert/strict";
import { systemClock } from "../../clock/system-clock.ts";
import type { PolledStatuses, ReadLogsOptions, Runner, RunOptions } from "../../runner.ts";
import { isTerminal, type PolledStatus } from "../../trial-status.ts";
import type { BaseTrial, RunMetadata } from "../../trial.ts";
import type { OptionalMember } from "../without-members.ts";
import type { ConformanceHarness, ConformanceHooks, TrialFate } from "./conformance-harness.ts";

/** What a case works with: it plays the caller, who deploys trials, keeps their views and polls. */
export class Rig {
  readonly harness: ConformanceHarness;
  readonly #random: () => number;
  readonly #running = new Map<number, BaseTrial<unknown>>();
  readonly #runners: Runner[];

  constructor(harness: ConformanceHarness, random: () => number) {
    this.harness = harness;
    this.#random = random;
    this.#runners = [harness.runner];
  }

  get runner(): Runner {
    return this.harness.runner;
  }

  /** An optional member that the case is about. */
  member<M extends OptionalMember>(name: M, runner: Runner = this.runner): NonNullable<Runner[M]> {
    const member: unknown = runner[name];
    assert.ok(member !== undefined, `${String(name)} was there before, and is absent now`);
    return (typeof member === "function" ? member.bind(runner) : member) as NonNullable<Runner[M]>;
  }

  /** A hook that the case needs. */
  hook<H extends keyof ConformanceHooks>(name: H): NonNullable<ConformanceHooks[H]> {
    const hook: unknown = this.harness[name];
    assert.ok(hook !== undefined, `the harness had ${name} before, and lacks it now`);
    return (typeof hook === "function" ? hook.bind(this.harness) : hook) as NonNullable<
      ConformanceHooks[H]
    >;
  }

  /** A submission key that nobody has used. */
  key(): string {
    const digits = (): string => Math.floor(this.#random() * 36 ** 8).toString(36);
    return `conformance-${digits()}-${digits()}`;
  }

  /** Runs a new trial of this index and fate, and gives the view that its caller has then. */
  async deploy(
    index: number,
    fate: TrialFate,
    options: RunOptions = {},
  ): Promise<BaseTrial<unknown>> {
    const trial = this.harness.makeTrial(index, fate);
    const submissionKey = this.key();
    return this.deployed(trial, await this.runner.run(trial, { submissionKey, ...options }));
  }

  /** The view of a trial that its caller has once `run` has resolved. */
  deployed(trial: BaseTrial<unknown>, runMetadata: RunMetadata): BaseTrial<unknown> {
    const others = trial.experiment;
    const running = this.#running;
    const view: BaseTrial<unknown> = {
      ...trial,
      status: this.runner.stagingRequired === true ? "STAGED" : "RUNNING",
      runMetadata,
      experiment: {
        ...(others.name !== undefined && { name: others.name }),
        get runningTrialIndices() {
          return [...new Set([...others.runningTrialIndices, ...running.keys()])];
        },
      },
    };
    running.set(trial.index, view);
    return view;
  }

  /** A deployed trial that polls say is running, and that goes on until it is stopped. */
  async running(index: number): Promise<BaseTrial<unknown>> {
    const trial = await this.deploy(index, "runs");
    await this.pollUntil(trial, "RUNNING");
    return trial;
  }

  /** A deployed trial that polls say has completed. */
  async completed(index: number): Promise<BaseTrial<unknown>> {
    const trial = await this.deploy(index, "completes");
    await this.finish(trial);
    await this.pollUntil(trial, "COMPLETED");
    return trial;
  }

  /** A deployed trial that polls say has failed. */
  async failed(index: number): Promise<BaseTrial<unknown>> {
    const trial = await this.deploy(index, "fails");
    await this.finish(trial);
    await this.pollUntil(trial, "FAILED");
    return trial;
  }

  /** Lets a trial end as fated; one that ends by itself needs no help. */
  async finish(trial: BaseTrial<unknown>): Promise<void> {
    await this.harness.finish?.(trial);
  }

  /** The same view, as another process reads it from a file. */
  throughJson(trial: BaseTrial<unknown>): BaseTrial<unknown> {
    return JSON.parse(JSON.stringify(trial)) as BaseTrial<unknown>;
  }

  /** A new runner object on the same backend. */
  async reopen(): Promise<Runner> {
    const runner = await this.hook("reopen")();
    this.#runners.push(runner);
    return runner;
  }

  /** What a poll says of one trial; left out counts as `UNKNOWN`: both mean no news. */
  async poll(trial: BaseTrial<unknown>, runner: Runner = this.runner): Promise<PolledStatus> {
    return statusIn(await runner.pollTrialStatus([trial]), trial.index);
  }

  /** Polls some times, and looks at each answer. A poll that fails is no news: `UNKNOWN`. */
  async pollSome(trial: BaseTrial<unknown>, look: (status: PolledStatus) => void): Promise<void> {
    for (let polls = 0; polls < 5; polls += 1) {
      look(await this.poll(trial).catch(() => "UNKNOWN"));
      await this.settle();
    }
  }

  /** Polls until one of the statuses is reported, and fails at any other terminal one. */
  async pollUntil(
    trial: BaseTrial<unknown>,
    wanted: PolledStatus | readonly PolledStatus[],
    runner: Runner = this.runner,
  ): Promise<PolledStatus> {
    const statuses = new Set([wanted].flat());
    const expected = `trial ${trial.index} should become ${[...statuses].join(" or ")}`;
    let status: PolledStatus = "UNKNOWN";
    const cameAbout = async (): Promise<boolean> => {
      status = await this.poll(trial, runner);
      if (isTerminal(status)) this.#running.delete(trial.index);
      if (statuses.has(status)) return true;
      return isTerminal(status) && assert.fail(`${expected}, and became ${status}`);
    };
    const ends = [...statuses].some(isTerminal) && this.harness.finish === undefined;
    const note = ends ? " (the harness has no finish)" : "";
    await this.until(expected, cameAbout, () => `and polls still say ${status}${note}`);
    return status;
  }

  /** Tries again and again, letting the backend get on, until it has come about. */
  async until(
    what: string,
    cameAbout: () => Promise<boolean>,
    instead: () => string = () => "and does not",
  ): Promise<void> {
    for (let left = this.#patience; left > 0; left -= 1) {
      if (await cameAbout()) return;
      await this.settle();
    }
    assert.fail(`${what}, ${instead()}`);
  }

  async pollUntilEnded(
    trial: BaseTrial<unknown>,
    runner: Runner = this.runner,
  ): Promise<PolledStatus> {
    return this.pollUntil(
      trial,
      ["COMPLETED", "FAILED", "ABANDONED", "EARLY_STOPPED", "STALE"],
      runner,
    );
  }

  /** The lines that the trial printed, once they have come to an end. */
  async read(
    trial: BaseTrial<unknown>,
    options: ReadLogsOptions = {},
    runner: Runner = this.runner,
  ): Promise<readonly string[]> {
    const lines: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const line of this.member("readLogs", runner)(trial, options)) lines.push(line);
    };
    await this.soon(reading(), "reading the lines");
    return lines;
  }

  /** What the promise settles to, within the harness's patience. */
  async soon<T>(promise: Promise<T>, what: string): Promise<T> {
    const unsettled = Symbol("unsettled");
    const isSettled = async (): Promise<boolean> =>
      (await Promise.race([promise, Promise.resolve(unsettled)])) !== unsettled;
    // Some turns of the microtasks are enough for what need not wait.
    for (let turn = 0; turn < 50; turn += 1) if (await isSettled()) return promise;
    await this.until(`${what} should settle`, isSettled);
    return promise;
  }

  /** Lets the backend get on, a number of times. */
  async settle(times = 1): Promise<void> {
    for (let left = times; left > 0; left -= 1) {
      if (this.harness.settle === undefined) await systemClock.sleep(10);
      else await this.harness.settle();
    }
  }

  /** Leaves nothing behind, as far as the runner can stop what runs. */
  async dispose(): Promise<void> {
    for (const trial of this.#running.values()) {
      await this.#tryTo(async () => this.runner.stop?.(trial, { force: true }));
    }
    for (const runner of this.#runners) {
      await this.#tryTo(async () => runner[Symbol.asyncDispose]?.());
    }
    await this.harness[Symbol.asyncDispose]?.();
  }

  /** How stopping and disposing fail is the business of their own cases. */
  async #tryTo(work: () => Promise<unknown>): Promise<void> {
    await this.soon(work(), "cleaning up").catch(() => undefined);
  }

  get #patience(): number {
    return this.harness.patience ?? 400;
  }
}

/** The status that an answer has for an index. */
export function statusIn(answer: PolledStatuses, index: number): PolledStatus {
  for (const [status, indices] of answer) if (indices.has(index)) return status;
  return "UNKNOWN";
}
