import type { Clock, Runner } from "@runners/core";
import {
  Orchestrator,
  type Candidate,
  type Experiment,
  type ExperimentDefinition,
  type ExperimentStore,
  type ExperimentSummary,
  type OrchestratorEvent,
} from "@runners/orchestrator";

export type Ran = {
  readonly experiment: Experiment;
  readonly summary: ExperimentSummary;
  readonly events: readonly OrchestratorEvent[];
};

function* numbers(count: number): Generator<Candidate> {
  for (let i = 0; i < count; i += 1) yield { x: i / count };
}

/** An experiment of so many trials. */
export function orchestratorOf(
  runner: Runner,
  trials: number,
  environment: { readonly clock: Clock; readonly store?: ExperimentStore },
  options: Partial<ExperimentDefinition> = {},
): Orchestrator {
  return new Orchestrator(
    {
      name: "bar",
      parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
      candidates: () => numbers(trials),
      runner,
      ...options,
    },
    { random: () => 0.5, ...environment },
  );
}

/** Runs it to its end. */
export async function runToEnd(
  orchestrator: Orchestrator,
  onEvent: (event: OrchestratorEvent) => void = () => undefined,
): Promise<Ran> {
  const events: OrchestratorEvent[] = [];
  const run = orchestrator.run();
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      return { experiment: orchestrator.experiment, summary: step.value, events };
    }
    events.push(step.value);
    onEvent(step.value);
  }
}
