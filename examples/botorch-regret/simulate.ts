import type { TestProblem } from "@runners/botorch-test-problem/functions";
import { VirtualClock, type Parameterization } from "@runners/core";
import {
  defineExperiment,
  Orchestrator,
  type SearchSpace,
  type TrialRecord,
} from "@runners/orchestrator";
import {
  BackendSimulator,
  sampleRuntimeLognormal,
  SimulatedBackendRunner,
} from "@runners/simulated-backend";
import seedrandom from "seedrandom";
import type { Generator } from "./generator.ts";

/** The regret from a moment on: how far the best value so far is from the published optimum. */
export type RegretStep = { readonly hours: number; readonly regret: number };

/**
 * Runs an experiment on a simulated cluster of 8 slots, where a trial takes ten minutes or so.
 * The same seed gives the same steps.
 */
export async function simulate(
  problem: TestProblem,
  generator: Generator,
  { seed, trials = 200 }: { readonly seed: string; readonly trials?: number },
): Promise<readonly RegretStep[]> {
  const clock = new VirtualClock();
  const random = seedrandom(`${seed}/candidates`);
  const runner = new SimulatedBackendRunner({
    simulator: new BackendSimulator({ maxConcurrency: 8, clock }),
    sampleRuntimeFunc: (trial) => sampleRuntimeLognormal(trial, { median: 600, sigma: 0.7, seed }),
    evaluate: (parameters) => problem.evaluateTrue(pointOf(parameters))[0] ?? NaN,
  });
  const parameters: SearchSpace = problem.bounds.map((bounds, i) => {
    return { name: `x${i}`, type: "float", bounds };
  });
  const orchestrator = new Orchestrator(
    defineExperiment({
      name: `${problem.name}-${seed}`,
      parameters,
      runner,
      *candidates(_, experiment) {
        const best = (): readonly number[] | undefined =>
          experiment.best && pointOf(experiment.best.arm.parameters);
        for (const point of generator({ bounds: problem.bounds, best, random })) {
          yield Object.fromEntries(point.map((x, i) => [`x${i}`, x]));
        }
      },
      objective: { metric: "objective", goal: "minimize" },
      totalTrials: trials,
      maxPendingTrials: 8,
    }),
    { clock, random: seedrandom(`${seed}/orchestrator`) },
  );
  for await (const _ of orchestrator.run());
  return regretSteps(problem, [...orchestrator.experiment.trials.values()]);
}

/** The coordinates, in the order of the search space. */
function pointOf(parameters: Parameterization): readonly number[] {
  return Object.values(parameters).map(Number);
}

/** One step for each trial that improved on all that ended before it. */
function regretSteps(
  { optimalValue = NaN }: TestProblem,
  trials: readonly TrialRecord[],
): readonly RegretStep[] {
  const ended = trials.flatMap(({ details, observations: [observation] }) => {
    const hours = (details?.finishedAtMs ?? NaN) / 3_600_000;
    return observation ? [{ hours, regret: observation.mean - optimalValue }] : [];
  });
  const steps: RegretStep[] = [];
  for (const step of ended.toSorted((a, b) => a.hours - b.hours)) {
    if (step.regret < (steps.at(-1)?.regret ?? Infinity)) steps.push(step);
  }
  return steps;
}
