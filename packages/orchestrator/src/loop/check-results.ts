import type { Observation } from "@runners/core";
import { objectiveValue, type Objective } from "../experiment/objective.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";

/** What is wrong with the results of a trial, in words, or undefined. */
export function faultOfResults(
  trial: TrialRecord,
  observations: readonly Observation[],
  objective: Objective | undefined,
): string | undefined {
  for (const { metric, mean, sem, step } of observations) {
    if (!Number.isFinite(mean)) return `the results have ${metric} = ${mean}; a number is needed`;
    if (sem !== undefined && !(sem >= 0)) {
      return `the results have ${metric} with the standard error ${sem}; a number from 0 is needed`;
    }
    if (step !== undefined && !Number.isFinite(step)) {
      return `the results have ${metric} at step ${step}; a number is needed`;
    }
  }
  if (objective === undefined) return undefined;
  for (const arm of trial.arms) {
    if (objectiveValue(objective, observations, arm.name) !== undefined) continue;
    const metrics = [...new Set(observations.map(({ metric }) => metric))];
    const has =
      metrics.length === 0
        ? "no metric at all"
        : `only ${metrics.map((metric) => JSON.stringify(metric)).join(", ")}`;
    const whose = trial.kind === "batch" ? ` of arm ${arm.name ?? ""}` : "";
    return `the results${whose} have ${has}; the objective ${JSON.stringify(objective.metric)} is missing`;
  }
  return undefined;
}
