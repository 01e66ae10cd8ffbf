export { BackendSimulator, type StatusChangeListener } from "./backend-simulator.ts";
export type {
  BackendSimulatorOptions,
  FailureTiming,
  Semantics,
} from "./backend-simulator-options.ts";
export type { SeededRandomState } from "./random/seeded-random.ts";
export type { Evaluate, Evaluation } from "./runner/evaluate.ts";
export {
  SimulatedBackendRunner,
  type SimulatedBackendRunnerOptions,
} from "./runner/simulated-backend-runner.ts";
export type { SampleRuntime, SamplerOptions } from "./samplers/sample-runtime.ts";
export { sampleRuntimeConstant } from "./samplers/sample-runtime-constant.ts";
export { sampleRuntimeLognormal } from "./samplers/sample-runtime-lognormal.ts";
export { sampleRuntimeTable } from "./samplers/sample-runtime-table.ts";
export { sampleRuntimeUnif } from "./samplers/sample-runtime-unif.ts";
export type { SimStatus } from "./sim-status.ts";
export type { SimTrial, SimTrialLists } from "./sim-trial.ts";
export type { SimulatorState } from "./simulator-state.ts";
export type { SeeTrial } from "./simulation.ts";
