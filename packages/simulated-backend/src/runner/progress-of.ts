import type { BackendSimulator } from "../backend-simulator.ts";
import type { Progress } from "./simulated-results.ts";

/**
 * How far a trial has come: step k of n is done after k/n of its runtime. A trial that was stopped or
 * has failed keeps the steps that it had done by then.
 */
export function progressOf(
  simulator: BackendSimulator,
  trialIndex: number,
  steps: number,
): Progress {
  const status = simulator.findTrialIndexStatus(trialIndex);
  const { simStartTime, simRuntime, simCompletedTime } =
    simulator.getSimTrialByIndex(trialIndex) ?? {};
  const ended = status === "COMPLETED" || status === "FAILED" || status === "ABANDONED";
  if (simStartTime === undefined || simRuntime === undefined) {
    return { steps: 0, ended, complete: false };
  }
  const until = (ended ? simCompletedTime : undefined) ?? simulator.time;
  const end = simStartTime + simRuntime;
  if (status === "COMPLETED" && until >= end) return { steps, ended, complete: true };
  if (status === "FAILED" && simCompletedTime === undefined) {
    return { steps: 0, ended, complete: false };
  }
  let done = 0;
  while (done < steps - 1 && simStartTime + (simRuntime * (done + 1)) / steps <= until) done += 1;
  return { steps: done, ended, complete: false };
}
