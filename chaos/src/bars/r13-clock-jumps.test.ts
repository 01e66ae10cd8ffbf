import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import { JumpingClock } from "./jumping-clock.ts";
import { orchestratorOf, runToEnd } from "./run-experiment.ts";

const hourMs = 3_600_000;
const ttlMs = 600_000;

/**
 * Five trials at a time, each queued for a while: some complete shortly before their time is up,
 * some run for ever and are stopped, some fail and are tried again. When each event happened, on the
 * monotonic clock, by its kind and trial.
 */
async function times(
  jumps: readonly (readonly [atMs: number, byMs: number])[],
): Promise<ReadonlyMap<string, number>> {
  const virtual = new VirtualClock({ startMs: 10 * hourMs });
  const clock = new JumpingClock(virtual);
  // The backend is another machine, whose clock does not jump.
  const backend = new FakeBackend({
    clock: virtual,
    queueMs: 20_000,
    runtimeMs: ({ trialIndex }) => (trialIndex % 3 === 0 ? Infinity : ttlMs - 20_000),
  });
  for (const [atMs, byMs] of jumps) {
    virtual.schedule(10 * hourMs + atMs, () => clock.jump(byMs));
  }
  const runner = new FakeRunner(backend, { stagingRequired: true });
  const run = runner.run.bind(runner);
  // It would read the time to start by from the backend's clock, where a runner reads its own.
  runner.run = (trial, options) => run(trial, { ...options, notAfterMs: undefined });
  const seen = new Map<string, number>();
  const options = {
    maxPendingTrials: 5,
    ttlSecondsForTrials: ttlMs / 1_000,
    ttlSecondsForQueuedTrials: 60,
    maxRetries: 1,
    retryBackoffMs: 60_000,
    toleratedTrialFailureRate: 0.99,
  };
  await runToEnd(orchestratorOf(runner, 9, { clock }, options), (event) => {
    const key =
      "index" in event
        ? [event.type, event.index, "attempt" in event && event.attempt, "to" in event && event.to]
        : [event.type];
    seen.set(key.join(" "), clock.monotonic());
  });
  return seen;
}

test.each([
  ["on, while trials wait in the queue", [[19_500, hourMs]]],
  ["on, just after trials have started", [[20_010, hourMs]]],
  ["on, while they run", [[300_000, hourMs]]],
  ["back, while they run", [[300_000, -hourMs]]],
  ["back, while trials wait to be tried again", [[640_000, -hourMs]]],
  ["on, while trials wait to be tried again", [[640_000, hourMs]]],
  [
    "on and back, again and again",
    [
      [100_000, hourMs],
      [200_000, -hourMs],
      [630_000, -hourMs],
      [650_000, hourMs],
    ],
  ],
] as const)(
  "R13: the wall clock jumps by an hour, %s: nothing ends early or waits",
  async (_, jumps) => {
    const calm = await times([]);
    const jumped = await times(jumps);
    const moved = [...calm].filter(
      ([key, atMs]) => Math.abs((jumped.get(key) ?? 0) - atMs) > 1_000,
    );
    expect([...jumped.keys()].filter((key) => !calm.has(key))).toEqual([]);
    expect(moved.map(([key, atMs]) => `${key}: ${atMs} became ${jumped.get(key)}`)).toEqual([]);
  },
);
