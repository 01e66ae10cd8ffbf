import type { TrialRecord } from "@runners/orchestrator";

/** All that is recorded of a trial, as data; times are in milliseconds since the epoch. */
export function trialJson(trial: TrialRecord): object {
  const { experiment: _, ...data } = trial;
  return data;
}
