import type { TrialStatus } from "@runners/core";
import type { SimTrial } from "../sim-trial.ts";

/** Something that was done to a simulator, at a moment in seconds. */
export type Deed = { readonly at: number } & (
  | { readonly do: "run"; readonly index: number; readonly runtime: number }
  | { readonly do: "stop"; readonly index: number }
  | { readonly do: "resize"; readonly maxConcurrency: number }
);

type NaiveTrial = {
  readonly index: number;
  readonly runtime: number;
  readonly queuedTime: number;
  readonly failsAfter: number | undefined;
  readonly attempt: number;
  status: TrialStatus;
  startTime?: number;
  /** Its place in the order of all starts. */
  startOrder: number;
  endTime?: number;
  /** Its place in the order of all ends. */
  endOrder: number;
};

/**
 * What `"exact"` means, as plainly as it can be written: all deeds are done anew, each after whatever
 * has ended before it, found by looking at every trial. Slow, and without a clock, a heap or a queue.
 *
 * @param draws the random numbers, in the order in which they are used
 * @returns the trials as they are at `until`, in the order of submission
 */
export function naiveHistory(
  deeds: readonly Deed[],
  until: number,
  options: {
    readonly maxConcurrency: number;
    readonly failureRate: number;
    readonly failsDuringRun: boolean;
    readonly draws: readonly number[];
  },
): readonly NaiveTrial[] {
  const draws = [...options.draws];
  const draw = (): number => draws.shift() ?? 0;
  const trials: NaiveTrial[] = [];
  let { maxConcurrency } = options;
  let order = 0;

  const of = (status: TrialStatus): NaiveTrial[] => trials.filter((t) => t.status === status);
  const endOf = (trial: NaiveTrial): number =>
    (trial.startTime ?? Number.NaN) + (trial.failsAfter ?? trial.runtime);
  const end = (trial: NaiveTrial, status: TrialStatus, at: number): void => {
    Object.assign(trial, { status, endTime: at, endOrder: order++ });
  };
  const fill = (at: number): void => {
    for (const trial of of("STAGED")) {
      if (of("RUNNING").length >= maxConcurrency) return;
      Object.assign(trial, { status: "RUNNING", startTime: at, startOrder: order++ });
    }
  };
  const advance = (to: number): void => {
    for (;;) {
      const due = of("RUNNING").filter((trial) => endOf(trial) <= to);
      due.sort((a, b) => endOf(a) - endOf(b) || a.startOrder - b.startOrder);
      const [first] = due;
      if (first === undefined) return;
      const at = endOf(first);
      end(first, first.failsAfter === undefined ? "COMPLETED" : "FAILED", at);
      fill(at);
    }
  };

  for (const deed of deeds) {
    advance(deed.at);
    if (deed.do === "resize") maxConcurrency = deed.maxConcurrency;
    const live = trials.filter((t) => t.status === "STAGED" || t.status === "RUNNING");
    if (deed.do === "stop") {
      const trial = live.find((t) => t.index === deed.index);
      if (trial !== undefined) end(trial, "ABANDONED", deed.at);
    }
    if (deed.do === "run" && live.every((t) => t.index !== deed.index)) {
      const fails = options.failureRate > 0 && draw() < options.failureRate;
      const during = fails && options.failsDuringRun;
      const trial: NaiveTrial = {
        index: deed.index,
        runtime: deed.runtime,
        queuedTime: deed.at,
        failsAfter: during ? draw() * deed.runtime : undefined,
        attempt: trials.filter((t) => t.index === deed.index).length,
        status: "STAGED",
        startOrder: -1,
        endOrder: -1,
      };
      trials.push(trial);
      if (fails && !during) {
        trial.startTime = deed.at;
        end(trial, "FAILED", deed.at);
      }
    }
    fill(deed.at);
  }
  advance(until);
  return trials;
}

/** The record that the simulator should have of a trial. */
export function recordOf(trial: NaiveTrial): SimTrial {
  const live = trial.status === "STAGED" || trial.status === "RUNNING";
  return {
    trialIndex: trial.index,
    simRuntime: trial.runtime,
    simQueuedTime: trial.queuedTime,
    ...(trial.startTime !== undefined && { simStartTime: trial.startTime }),
    ...(trial.endTime !== undefined && { simCompletedTime: trial.endTime }),
    ...(live && trial.failsAfter !== undefined && { simFailsAfter: trial.failsAfter }),
    ...(trial.attempt > 0 && { simAttempt: trial.attempt }),
  };
}
