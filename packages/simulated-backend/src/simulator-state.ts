import type {
  BackendSimulatorOptions,
  FailureTiming,
  Semantics,
} from "./backend-simulator-options.ts";
import type { SimTrialLists } from "./sim-trial.ts";

/** What `BackendSimulator.state()` returns, and its constructor takes: see the options. */
export type SimulatorState = SimTrialLists &
  Pick<BackendSimulatorOptions, "internalClock" | "time" | "randomState"> & {
    readonly semantics: Semantics;
    readonly maxConcurrency: number;
    readonly timeScaling: number;
    readonly failureRate: number;
    readonly failureTiming: FailureTiming;
    readonly useUpdateAsStartTime: boolean;
  };
