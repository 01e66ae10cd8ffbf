import type { Clock, Runner } from "@runners/core";
import { Orchestrator, type ExperimentStore } from "@runners/orchestrator";

const parameters = [{ name: "x", type: "float", bounds: [0, 1] }] as const;

function* candidates(count: number): Generator<{ readonly x: number }> {
  for (let i = 0; i < count; i += 1) yield { x: i / count };
}

/** Runs an experiment of so many trials to its end. */
export async function runExperiment(options: {
  readonly trials: number;
  readonly runner: Runner;
  readonly store?: ExperimentStore;
  readonly clock?: Clock;
  /** Default 100. */
  readonly maxPendingTrials?: number;
}): Promise<void> {
  const { trials, runner, maxPendingTrials = 100, ...environment } = options;
  const orchestrator = new Orchestrator(
    {
      name: "benchmark",
      parameters,
      runner,
      candidates: () => candidates(trials),
      maxPendingTrials,
      initSecondsBetweenPolls: options.clock === undefined ? 0 : 1,
    },
    environment,
  );
  for await (const _ of orchestrator.run());
  const completed = orchestrator.experiment.count("COMPLETED");
  if (completed !== trials) throw new Error(`${completed} of ${trials} trials completed`);
}
