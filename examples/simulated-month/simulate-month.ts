import { VirtualClock } from "@runners/core";
import {
  defineExperiment,
  Orchestrator,
  searchSpace,
  successiveHalving,
  uniform,
  type EarlyStoppingStrategy,
  type Experiment,
} from "@runners/orchestrator";
import {
  BackendSimulator,
  sampleRuntimeLognormal,
  SimulatedBackendRunner,
} from "@runners/simulated-backend";
import seedrandom from "seedrandom";

export const slots = 16;
const hour = 3_600;
const steps = 27;

const parameters = searchSpace([
  { name: "learningRate", type: "float", bounds: [1e-5, 1], scale: "log" },
  { name: "width", type: "int", bounds: [16, 1024], scale: "log" },
]);

/**
 * A month of a cluster of 16 slots on which a model trains for 15 hours or so, and 3 % of the
 * trainings fail on the way. The same seed gives the same month.
 */
export async function simulateMonth(
  options: { readonly earlyStopping: boolean; readonly seed?: number } = { earlyStopping: true },
): Promise<Experiment> {
  const { earlyStopping, seed = 1 } = options;
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({
    clock,
    seed,
    maxConcurrency: slots,
    failureRate: 0.03,
    failureTiming: "during-run",
  });
  const runner = new SimulatedBackendRunner({
    simulator,
    steps,
    capacity: "free-slots",
    sampleRuntimeFunc: (trial) =>
      sampleRuntimeLognormal(trial, { median: 15 * hour, sigma: 0.4, seed }),
    evaluate: (values: { readonly learningRate: number; readonly width: number }, { step }) => ({
      loss: lossAt(values, step),
    }),
  });
  const strategy: { readonly earlyStoppingStrategy?: EarlyStoppingStrategy } = earlyStopping
    ? { earlyStoppingStrategy: successiveHalving({ minResource: 3, reductionFactor: 3 }) }
    : {};
  const experiment = defineExperiment({
    name: "a month",
    parameters,
    runner,
    candidates: uniform(parameters, { seed }),
    objective: { metric: "loss", goal: "minimize" },
    maxPendingTrials: slots,
    timeoutHours: 30 * 24,
    initSecondsBetweenPolls: hour,
    toleratedTrialFailureRate: 0.5,
    ...strategy,
  });
  const orchestrator = new Orchestrator(experiment, { clock, random: seedrandom(String(seed)) });
  for await (const _ of orchestrator.run());
  return orchestrator.experiment;
}

/** A learning curve: falls from 2.3 towards what these parameters can reach. */
function lossAt(
  { learningRate, width }: { readonly learningRate: number; readonly width: number },
  step: number,
): number {
  const reachable = 0.2 + 0.12 * (Math.log10(learningRate) + 2.5) ** 2 + 8 / width;
  return reachable + Math.max(0, 2.3 - reachable) * Math.exp(-step / 6);
}
