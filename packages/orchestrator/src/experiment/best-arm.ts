import type { Arm } from "@runners/core";
import { isBetter, objectiveValue, type Objective } from "./objective.ts";
import type { TrialRecord } from "./trial-record.ts";

/** An arm and its value of the objective. */
export type BestArm = { readonly trial: TrialRecord; readonly arm: Arm; readonly value: number };

/** The arm of a trial with the best value of the objective so far, if any has one. */
export function bestArmOf(trial: TrialRecord, objective: Objective): BestArm | undefined {
  let best: BestArm | undefined;
  for (const arm of trial.arms) {
    const value = objectiveValue(objective, trial.observations, arm.name);
    if (value === undefined) continue;
    if (best === undefined || isBetter(objective, value, best.value)) best = { trial, arm, value };
  }
  return best;
}
