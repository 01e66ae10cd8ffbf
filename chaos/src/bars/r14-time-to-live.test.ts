import { VirtualClock, type Runner } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import { orchestratorOf, runToEnd } from "./run-experiment.ts";

const trials = 1_000;
const ttlMs = 600_000;
const intervalMs = 33_000;
const graceMs = 60_000;

test.each([false, true])(
  "R14: 1,000 trials past their time are stopped in bulk, and seen to be (half of them only by force: %s)",
  async (stubborn) => {
    const clock = new VirtualClock();
    const backend = new FakeBackend({ clock, stopMs: 2_000 });
    const fake = new FakeRunner(backend);
    const stopMultiple = fake.stopMultiple.bind(fake);
    const calls: { readonly atMs: number; readonly size: number }[] = [];
    fake.stopMultiple = (asked, options) => {
      const all = [...asked];
      calls.push({ atMs: clock.now(), size: all.length });
      const heard = all.filter(
        ({ index }) => !stubborn || options?.force === true || index % 2 === 0,
      );
      return stopMultiple(heard, options);
    };
    const options = {
      maxPendingTrials: trials,
      ttlSecondsForTrials: ttlMs / 1_000,
      stopGraceMs: graceMs,
      toleratedTrialFailureRate: 0.99,
      minFailedTrialsForFailureRateCheck: trials + 1,
    };
    const runner: Runner = fake;
    const { experiment, events } = await runToEnd(
      orchestratorOf(runner, trials, { clock }, options),
    );
    expect(experiment.count("FAILED")).toBe(trials);
    for (const { reason } of experiment.trials.values())
      expect(reason).toBe("ran for longer than 600 s");
    const asked = events.flatMap((event) => (event.type === "stop-requested" ? [event.atMs] : []));
    expect(asked.length).toBe(trials);
    expect(Math.max(...asked)).toBeLessThanOrEqual(ttlMs + intervalMs);
    const ended = events.flatMap((event) => (event.type === "trial-status" ? [event.atMs] : []));
    expect(Math.max(...ended)).toBeLessThanOrEqual(ttlMs + graceMs + 2 * intervalMs);
    expect(calls.length).toBeLessThanOrEqual(stubborn ? 2 : 1);
    process.stdout.write(
      `R14  ${trials} trials past their time: ${calls.length} stop calls, the first ${(calls[0]?.atMs ?? 0) - ttlMs} ms after; all ended ${Math.max(...ended) - ttlMs} ms after\n`,
    );
  },
);
