import type { Experiment } from "@runners/orchestrator";

/** Names of parameters and metrics that any trial has, in the order in which they come up. */
export function namesOf(experiment: Experiment): {
  readonly parameters: readonly string[];
  readonly metrics: readonly string[];
} {
  const trials = [...experiment.trials.values()];
  const parameters = trials.flatMap(({ arms }) =>
    arms.flatMap((arm) => Object.keys(arm.parameters)),
  );
  const metrics = trials.flatMap(({ observations }) => observations.map(({ metric }) => metric));
  const objective = experiment.objective === undefined ? [] : [experiment.objective.metric];
  return {
    parameters: [...new Set(parameters)],
    metrics: [...new Set([...objective, ...metrics])],
  };
}
