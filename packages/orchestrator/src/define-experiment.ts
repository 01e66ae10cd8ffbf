import type { Runner } from "@runners/core";
import type { ExperimentDefinition, Takes } from "./experiment-definition.ts";
import type { ParametersIn, SearchSpace } from "./space/search-space.ts";

/**
 * Declares an experiment, fully typed: candidates and runner must fit the parameters. It is
 * checked when it is run, so that an experiment file can be read before anything is done.
 */
export function defineExperiment<const S extends SearchSpace, R extends Runner>(
  definition: ExperimentDefinition<S, R> & {
    readonly runner: Takes<R, ParametersIn<S>>;
  },
): ExperimentDefinition<S, R> {
  return definition;
}
