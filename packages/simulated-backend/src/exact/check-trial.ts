import { RunnerError } from "@runners/core";
import { notARuntime } from "../not-a-runtime.ts";
import type { SimTrial } from "../sim-trial.ts";

/** The largest trial index: it has to fit 32 bits. */
const largestIndex = 2 ** 31 - 1;

/** @throws {RunnerError} `INVALID_ARGUMENT` unless it is a whole number that fits 31 bits */
export function checkTrialIndex(trialIndex: number): void {
  if (Number.isInteger(trialIndex) && trialIndex >= 0 && trialIndex <= largestIndex) return;
  throw notAnIndex(trialIndex);
}

/** Apart from the check, which then is small enough to be compiled into where it is called. */
function notAnIndex(trialIndex: number): RunnerError {
  return new RunnerError(
    "INVALID_ARGUMENT",
    `The trial index is ${trialIndex}; give a whole number from 0 to ${largestIndex}.`,
  );
}

/** @throws {RunnerError} `INVALID_ARGUMENT` unless both are numbers, finite and not negative */
export function checkRuntime(trialIndex: number, runtime: number, simRuntime: number): void {
  if (typeof runtime === "number" && runtime >= 0 && simRuntime < Infinity) return;
  throw notARuntime(trialIndex, runtime, simRuntime);
}

/** @throws {RunnerError} `INVALID_ARGUMENT` for a queued trial that says that it has started */
export function checkQueuedTrial(trial: SimTrial): void {
  const { trialIndex, simStartTime, simCompletedTime } = trial;
  if (simStartTime === undefined && simCompletedTime === undefined) return;
  const said = simStartTime === undefined ? "simCompletedTime" : "simStartTime";
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `Trial ${trialIndex} is queued, but has ${said} ${trial[said]}; leave it out.`,
    { trialIndex },
  );
}

/**
 * When a running trial started.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` if it does not say so, or has not started or is over yet
 */
export function startOfRunningTrial(trial: SimTrial, now: number): number {
  const { trialIndex, simStartTime, simCompletedTime } = trial;
  if (simCompletedTime !== undefined) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `Trial ${trialIndex} is running, but has simCompletedTime ${simCompletedTime}; leave it out.`,
      { trialIndex },
    );
  }
  if (simStartTime !== undefined && simStartTime > -Infinity && simStartTime <= now)
    return simStartTime;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `Trial ${trialIndex} is running, but has simStartTime ${simStartTime}; give a finite number up to ${now}, the time it is.`,
    { trialIndex },
  );
}
