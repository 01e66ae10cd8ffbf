import {
  FakeHarness,
  type ConformanceHarness,
  type FakeHarnessOptions,
  type ConformanceWaiver,
} from "@runners/core/testing";

/** The index of a trial that is newer than any of the suite. */
const newer = 1_000_000;

/**
 * A harness around a fake runner with the polls of a single running trial. There a trial ends well
 * because its caller runs a newer one, so that is how it is finished.
 */
export function singleRunningHarness(
  wrap: NonNullable<FakeHarnessOptions["wrap"]>,
): ConformanceHarness {
  const fake = new FakeHarness({ wrap });
  const running = new Set<number>();
  return {
    runner: fake.runner,
    clock: fake.clock,
    patience: fake.patience,
    settle: () => fake.settle(),
    reopen: () => fake.reopen(),
    acceptedJobs: (trial) => fake.acceptedJobs(trial),
    makeInvalidTrial: (index) => fake.makeInvalidTrial(index),
    exhaust: () => fake.exhaust(),
    setReachable: (reachable) => fake.setReachable(reachable),
    makeTrial(index, fate) {
      const experiment = { name: "single", runningTrialIndices: running };
      return { ...fake.makeTrial(index, fate), experiment };
    },
    finish(trial) {
      fake.finish(trial);
      running.add(newer);
    },
  };
}

const byCaller = "its caller decides when a trial has ended, by running a newer one";
const oneAtATime = "of two deployed trials, the older is COMPLETED";
const notAsked = "polls do not ask the backend";
const notWoken = "the runner's own hint is about polls of the backend, which are not made";

/** The rules that the policy replaces: what the backend says of a trial. */
export const singleRunningWaivers: { readonly [W in ConformanceWaiver]?: string } = {
  "poll/fails": "a trial that its caller is done with is COMPLETED, whatever the backend says",
  "details/failure-reason": "no trial is polled as FAILED",
  "run/without-key-apart": oneAtATime,
  "wait/only-asked": oneAtATime,
  "resume/stop": byCaller,
  "stop/ends": byCaller,
  "stop/force": byCaller,
  "stop/twice": byCaller,
  "stop/others": byCaller,
  "stop-multiple/ends": byCaller,
  "stop-multiple/others": byCaller,
  "needs/forget": notAsked,
  "needs/reportUnmapped": notAsked,
  "needs/requeue": notAsked,
  "wait/wakes": notWoken,
  "wait/no-lost-wake-up": notWoken,
  "wait/rests": notWoken,
  "wait/abort": notWoken,
  "wait/beside-others": notWoken,
};
