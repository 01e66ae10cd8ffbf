import type { ParametersMarker, PolledStatuses, RunMetadata, Runner, Trial } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { defineExperiment } from "./define-experiment.ts";
import { Orchestrator } from "./loop/orchestrator.ts";
import { searchSpace } from "./space/search-space.ts";

class Typed<P> implements Runner<P> {
  declare readonly "~parameters"?: ParametersMarker<P>;
  run(_trial: Trial<P>): Promise<RunMetadata> {
    return Promise.resolve({});
  }
  pollTrialStatus(): Promise<PolledStatuses> {
    return Promise.resolve(new Map());
  }
}

/** Declares no parameters, only says in `run` what it takes. */
class Unmarked {
  run(_trial: Trial<{ lr: number; optimizer: string }>): Promise<RunMetadata> {
    return Promise.resolve({});
  }
  pollTrialStatus(): Promise<PolledStatuses> {
    return Promise.resolve(new Map());
  }
}

const parameters = searchSpace([
  { name: "lr", type: "float", bounds: [1e-4, 1], scale: "log" },
  { name: "optimizer", type: "choice", values: ["sgd", "adam"] },
]);
const candidates = [{ lr: 0.1, optimizer: "sgd" } as const];
const common = { name: "typed", parameters, candidates };

// A runner of exactly these parameters, or of any.
defineExperiment({ ...common, runner: new Typed<{ lr: number; optimizer: string }>() });
defineExperiment({ ...common, runner: new Unmarked() });
defineExperiment({ ...common, runner: new FakeRunner(new FakeBackend()) });

// What is optional to the runner may be left out or given, as what it is.
defineExperiment({
  ...common,
  runner: new Typed<{ lr: number; optimizer: string; depth?: number }>(),
});
defineExperiment({ ...common, runner: new Typed<{ lr: number; optimizer?: string }>() });
// @ts-expect-error the runner takes another type
defineExperiment({ ...common, runner: new Typed<{ lr: number; optimizer?: boolean }>() });

defineExperiment({
  ...common,
  // @ts-expect-error the runner needs a parameter that the space has not
  runner: new Typed<{ lr: number; optimizer: string; depth: number }>(),
});
// @ts-expect-error the space has a parameter that the runner does not take
defineExperiment({ ...common, runner: new Typed<{ lr: number }>() });
// @ts-expect-error the runner takes another type
defineExperiment({ ...common, runner: new Typed<{ lr: string; optimizer: string }>() });

// Candidates have exactly the parameters of the space.
const runner = new FakeRunner(new FakeBackend());
// @ts-expect-error a parameter is missing
defineExperiment({ name: "typed", parameters, runner, candidates: [{ lr: 0.1 }] });
// @ts-expect-error a value is none of the choices
defineExperiment({ name: "t", parameters, runner, candidates: [{ lr: 0.1, optimizer: "lbfgs" }] });

// A function gets the space and the experiment.
defineExperiment({
  name: "typed",
  parameters: [{ name: "x", type: "int", bounds: [1, 3] }],
  runner,
  candidates: function* (space, experiment) {
    const [low, high] = space[0].bounds;
    yield { x: experiment.trials.size === 0 ? low : high };
  },
});

// Every typed definition can be run.
void new Orchestrator(
  defineExperiment({
    name: "typed",
    parameters,
    runner,
    *candidates(space) {
      yield { lr: space[0].bounds[0], optimizer: "sgd" as const };
    },
  }),
);
