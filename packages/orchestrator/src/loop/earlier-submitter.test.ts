import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import { MemoryStore } from "../store/memory-store.ts";
import { FakeProcesses } from "../testing/fake-processes.ts";
import { finish, numbers, setUp } from "./__fixtures__/set-up.ts";

/** When a trial is submitted anew whose first driver was killed before it submitted. */
async function submittedAgainAtMs(second: {
  readonly host?: string;
  readonly bootId?: string;
}): Promise<number> {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, visibilityMs: 20_000, runtimeMs: 10_000 });
  const processes = new FakeProcesses();
  const store = new MemoryStore({ clock, processes: processes.start() });
  const runner = new FakeRunner(backend, { submissionGuarantee: "reattach" });
  const definition = { candidates: () => numbers(1), submitTimeoutMs: 30_000 };
  const first = setUp({
    clock,
    definition,
    environment: { store },
    runner: () => {
      const hanging = new FakeRunner(backend, { submissionGuarantee: "reattach" });
      hanging.run = () => new Promise(() => undefined);
      return hanging;
    },
  });
  for await (const { type } of first.orchestrator.run()) {
    if (type === "submission-intended") break;
  }
  const of = new MemoryStore({ of: store, clock, processes: processes.start(second) });
  const next = setUp({ clock, definition, environment: { store: of }, runner: () => runner });
  const beganAtMs = clock.now();
  await finish(next.orchestrator);
  expect(backend.ledger).toHaveLength(1);
  return (backend.ledger[0]?.submittedAtMs ?? Number.NaN) - beganAtMs;
}

test("what an earlier process of this boot began is waited for, twice the time of a call", async () => {
  // And then 20 s between the two answers that the backend has no such job.
  expect(await submittedAgainAtMs({})).toBeCloseTo(80_000, -3);
});

test("nothing is waited for that was begun before the machine was started anew", async () => {
  expect(await submittedAgainAtMs({ bootId: "boot-after" })).toBeCloseTo(20_000, -3);
});

test("what another machine began is waited for", async () => {
  const elsewhere = { host: "there", bootId: "boot-of-there" };
  expect(await submittedAgainAtMs(elsewhere)).toBeCloseTo(80_000, -3);
});
