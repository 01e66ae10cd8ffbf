import { VirtualClock, type Runner } from "@runners/core";
import { FakeBackend, FakeRunner, type FakeBackendOptions } from "@runners/core/testing";
import type { Candidate, ExperimentDefinition } from "../../experiment-definition.ts";
import type { ExperimentSummary } from "../ending.ts";
import type { OrchestratorEnvironment } from "../orchestrator-environment.ts";
import { Orchestrator } from "../orchestrator.ts";
import type { OrchestratorEvent } from "../turn.ts";

/** One number from 0 to 1. */
export const space = [{ name: "x", type: "float", bounds: [0, 1] }] as const;

/** So many candidates of that space. */
export function* numbers(count: number): Generator<Candidate> {
  for (let i = 0; i < count; i += 1) yield { x: i / 100 };
}

export type Setup = {
  readonly definition?: Partial<ExperimentDefinition>;
  readonly backend?: FakeBackendOptions;
  readonly environment?: OrchestratorEnvironment;
  readonly runner?: (backend: FakeBackend) => Runner;
  readonly clock?: VirtualClock;
};

const half = (): number => 0.5;

/** An orchestrator of five trials of 10 s each, on a fake backend and a virtual clock. */
export function setUp(setup: Setup = {}): {
  readonly clock: VirtualClock;
  readonly backend: FakeBackend;
  readonly orchestrator: Orchestrator;
  readonly definition: ExperimentDefinition;
} {
  const clock = setup.clock ?? new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 10_000, ...setup.backend });
  const definition: ExperimentDefinition = {
    name: "an experiment",
    parameters: space,
    runner: setup.runner?.(backend) ?? new FakeRunner(backend),
    candidates: numbers(5),
    ...setup.definition,
  };
  const orchestrator = new Orchestrator(definition, { clock, random: half, ...setup.environment });
  return { clock, backend, orchestrator, definition };
}

export type Finished = {
  readonly events: readonly OrchestratorEvent[];
  readonly summary: ExperimentSummary;
};

/** Runs it to its end. */
export async function finish(
  orchestrator: Orchestrator,
  onEvent: (event: OrchestratorEvent) => void = () => undefined,
): Promise<Finished> {
  const events: OrchestratorEvent[] = [];
  const run = orchestrator.run();
  for (;;) {
    const step = await run.next();
    if (step.done === true) return { events, summary: step.value };
    events.push(step.value);
    onEvent(step.value);
  }
}

/** The status of each trial, by index. */
export function statuses(orchestrator: Orchestrator): string[] {
  return Array.from(orchestrator.experiment.trials.values(), ({ status }) => status);
}
