export { BackendSimulator, type StatusChangeListener } from "./backend-simulator.ts";
export type {
  BackendSimulatorOptions,
  FailureTiming,
  Semantics,
} from "./backend-simulator-options.ts";
export type { SeededRandomState } from "./random/seeded-random.ts";
export type { SimStatus } from "./sim-status.ts";
export type { SimTrial, SimTrialLists } from "./sim-trial.ts";
export type { SimulatorState } from "./simulator-state.ts";
