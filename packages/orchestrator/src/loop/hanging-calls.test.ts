import { wrapRunner, type Runner } from "@runners/core";
import { FakeRunner, type FakeBackend } from "@runners/core/testing";
import { expect, test } from "vitest";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";

const never = (): Promise<never> => new Promise(() => undefined);

/** A runner whose calls of one member are never answered: the first so many of them. */
function hanging(member: keyof Runner, times: number) {
  let calls = 0;
  return (backend: FakeBackend): Runner => {
    const runner = new FakeRunner(backend);
    return wrapRunner<Runner>(runner, {
      [member]: (...args: never[]) => {
        calls += 1;
        if (calls <= times) return never();
        return (runner[member as "stop"] as (...args: never[]) => Promise<unknown>)(...args);
      },
    });
  };
}

test.each([
  "pollTrialStatus",
  "pollTrialDetails",
  "pollAvailableCapacity",
  "fetchResults",
] as const)(
  "a call of %s that is never answered holds the experiment up for no longer than its time",
  async (member) => {
    const { orchestrator, clock } = setUp({
      definition: { callTimeoutMs: 20_000 },
      runner: hanging(member, 1),
    });
    const { summary, events } = await finish(orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(statuses(orchestrator)).toEqual(Array.from({ length: 5 }, () => "COMPLETED"));
    expect(clock.monotonic()).toBeLessThan(60_000);
    const failed = events.some(({ type }) => type === "poll-failed");
    expect(failed).toBe(member === "pollTrialStatus");
  },
);

test("while a poll is not answered, trials are submitted", async () => {
  const { orchestrator, backend } = setUp({
    definition: { callTimeoutMs: 3_600_000, candidates: numbers(20), maxPendingTrials: 20 },
    runner: hanging("pollTrialStatus", 1),
  });
  let deployedBefore = 0;
  await finish(orchestrator, ({ type }) => {
    if (type === "poll-failed") deployedBefore = backend.ledger.length;
  });
  expect(deployedBefore).toBe(20);
});

test("a stop that is never answered is asked for again, by force, and the other trials go on", async () => {
  const { orchestrator, clock } = setUp({
    backend: { runtimeMs: ({ trialIndex }) => (trialIndex === 0 ? Infinity : 10_000) },
    definition: { ttlSecondsForTrials: 30, callTimeoutMs: 10_000, stopGraceMs: 60_000 },
    runner: hanging("stop", 1),
  });
  const { events } = await finish(orchestrator);
  expect(events).toContainEqual(expect.objectContaining({ type: "stop-failed", index: 0 }));
  expect(orchestrator.experiment.trial(0).status).toBe("FAILED");
  expect(orchestrator.experiment.count("COMPLETED")).toBe(4);
  expect(clock.monotonic()).toBeLessThan(130_000);
});
