import { RunnerError, VirtualClock, type PolledStatuses } from "@runners/core";
import {
  FakeBackend,
  FakeRunner,
  rewritePoll,
  withFaults,
  withoutMembers,
  type Fault,
} from "@runners/core/testing";
import type { OrchestratorEvent } from "@runners/orchestrator";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { orchestratorOf, runToEnd } from "./run-experiment.ts";

const badForMs = 30 * 60_000;
const longestIntervalMs = 30_000 * 1.1;
const trials = 40;

/** The milliseconds from the end of a job to its being noticed, of those that ended after `fromMs`. */
function delays(events: readonly OrchestratorEvent[], fromMs: number): number[] {
  return events.flatMap((event) => {
    if (event.type !== "trial-status" || event.to !== "COMPLETED") return [];
    const finishedAtMs = event.details?.finishedAtMs ?? 0;
    return finishedAtMs < fromMs ? [] : [event.atMs - finishedAtMs];
  });
}

test.each([0.5, 1])(
  "R5: a share of %s of the polls fails, times out, is UNKNOWN or empty for half an hour",
  async (share) => {
    const clock = new VirtualClock();
    const random = seedrandom(`R5-${share}`);
    const backend = new FakeBackend({
      clock,
      runtimeMs: ({ trialIndex }) => (1 + trialIndex) * 70_000,
    });
    const bad: readonly (() => Fault<PolledStatuses>)[] = [
      () => ({ type: "fail-before", error: new RunnerError("BACKEND", "it is down") }),
      () => ({ type: "fail-before", error: new RunnerError("TIMEOUT", "it does not answer") }),
      () => rewritePoll(() => "UNKNOWN"),
      () => rewritePoll(() => undefined),
    ];
    let badPolls = 0;
    const pollTrialStatus = (): Fault<PolledStatuses> | undefined => {
      if (clock.now() > badForMs || random() >= share) return undefined;
      badPolls += 1;
      return bad[Math.floor(random() * bad.length)]?.();
    };
    const runner = withFaults(
      withoutMembers(new FakeRunner(backend), "waitForChange"),
      { pollTrialStatus },
      { clock },
    );
    const orchestrator = orchestratorOf(runner, trials, { clock }, { maxPendingTrials: trials });
    const { experiment, events } = await runToEnd(orchestrator);
    expect(experiment.count("COMPLETED")).toBe(trials);
    expect(backend.ledger.length).toBe(trials);
    expect(events.some(({ type }) => type === "poll-failed")).toBe(true);
    expect(events.some(({ type }) => type === "poll-recovered")).toBe(true);
    const after = delays(events, badForMs);
    expect(after.length).toBeGreaterThan(5);
    expect(Math.max(...after)).toBeLessThanOrEqual(2 * longestIntervalMs);
    process.stdout.write(
      `R5   ${badPolls} bad polls in 30 minutes (share ${share}): 0 of ${trials} trials failed or abandoned\n`,
    );
  },
);

/** When it is noticed that each of ten trials has ended, where polls leave some out for a while. */
async function noticed(leaveOut: ReadonlySet<number>): Promise<ReadonlyMap<number, number>> {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 60_000 });
  const runner = withFaults(
    withoutMembers(new FakeRunner(backend), "waitForChange"),
    {
      pollTrialStatus: () =>
        clock.now() > 300_000
          ? undefined
          : rewritePoll((index, status) => (leaveOut.has(index) ? undefined : status)),
    },
    { clock },
  );
  const times = new Map<number, number>();
  const orchestrator = orchestratorOf(runner, 10, { clock });
  const { experiment } = await runToEnd(orchestrator, (event) => {
    if (event.type === "trial-status") times.set(event.index, event.atMs);
  });
  expect(experiment.count("COMPLETED")).toBe(10);
  return times;
}

test("R6: trials that a poll leaves out do not hold back the others", async () => {
  const calm = await noticed(new Set());
  const missing = new Set([0, 4, 7]);
  const partial = await noticed(missing);
  const others = [...partial].filter(([index]) => !missing.has(index));
  expect(others.length).toBe(7);
  expect(others).toEqual([...calm].filter(([index]) => !missing.has(index)));
  for (const index of missing) expect(partial.get(index)).toBeGreaterThan(300_000);
});
