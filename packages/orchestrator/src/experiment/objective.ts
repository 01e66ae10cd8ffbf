import type { Observation } from "@runners/core";

/** The metric that the experiment optimizes. */
export type Objective = {
  readonly metric: string;
  readonly goal: "minimize" | "maximize";
};

/** The last value of the objective among observations of one arm, or undefined. */
export function objectiveValue(
  objective: Objective,
  observations: readonly Observation[],
  armName?: string,
): number | undefined {
  const value = observations.findLast(
    (one) =>
      one.metric === objective.metric && (one.armName === undefined || one.armName === armName),
  );
  return value?.mean;
}

/** Whether `a` is better than `b`. */
export function isBetter(objective: Objective, a: number, b: number): boolean {
  return objective.goal === "minimize" ? a < b : a > b;
}
