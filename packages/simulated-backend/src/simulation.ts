import type { TrialStatus } from "@runners/core";
import type { FailureTiming } from "./backend-simulator-options.ts";
import type { SimStatus } from "./sim-status.ts";
import type { SimTrial, SimTrialLists } from "./sim-trial.ts";
import type { SimulatedTime } from "./time/simulated-time.ts";

/**
 * Is shown a trial, or that there is none under this index: then the status is undefined. Times are in
 * simulated seconds, undefined where there is none.
 */
export type SeeTrial = (
  trialIndex: number,
  status: TrialStatus | undefined,
  startTime: number | undefined,
  completedTime: number | undefined,
) => void;

/** What the two semantics have in common, for `BackendSimulator` to choose between. */
export interface Simulation {
  /** Simulated seconds. */
  readonly time: number;
  readonly numQueued: number;
  readonly numRunning: number;
  readonly numFailed: number;
  readonly numCompleted: number;
  readonly numAbandoned: number;
  runTrial(trialIndex: number, runtime: number): void;
  newTrial(trial: SimTrial, status: TrialStatus): void;
  stopTrial(trialIndex: number): void;
  update(): void;
  /** Lets happen what is due under the old settings, then what the change brings about. */
  changeSettings(change: () => void): void;
  status(): SimStatus;
  lists(): SimTrialLists;
  /** Undefined for an index that it does not know. */
  findStatus(trialIndex: number): TrialStatus | undefined;
  findTrial(trialIndex: number): SimTrial | undefined;
  /** Lets happen what is due by now, where `update()` is not what does so. */
  settle(): void;
  /** Shows each of the trials as it was when something was last let happen. */
  look(trials: Iterable<{ readonly index: number }>, see: SeeTrial): void;
  /** When `update()` will next change something, in simulated seconds; `Infinity` for never. */
  nextChangeTime(): number;
  /** The indices whose status has changed since the last call, if changes are recorded. */
  takeChanges(): readonly number[];
  /** Whether changes are recorded. Default `false`. */
  recordsChanges: boolean;
}

/** What both semantics read; may be changed while they run. */
export type SimulationSettings = {
  maxConcurrency: number;
  timeScaling: number;
  failureRate: number;
  readonly failureTiming: FailureTiming;
  useUpdateAsStartTime: boolean;
  /** Simulated seconds before which time cannot be. Not in `"ax"`. */
  readonly notBefore: number;
  readonly random: () => number;
  readonly time: SimulatedTime;
};
