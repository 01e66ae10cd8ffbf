import type { JsonObject } from "./json.ts";
import type { TrialStatus } from "./trial-status.ts";

/** The value of one parameter. */
export type ParameterValue = string | number | boolean | null;

/** The values that one arm evaluates, by parameter name. */
export type Parameterization = { readonly [name: string]: ParameterValue };

/** One parameterization to be evaluated, and the name it is reported under. */
export type Arm<P = Parameterization> = { readonly name?: string; readonly parameters: P };

/** What a runner may know of the experiment that a trial belongs to. */
export type ExperimentView = {
  readonly name?: string;
  /** Tells this run of the experiment from others of the same name; the same for whoever goes on with it. */
  readonly runId?: string;
  /** Indices of all trials of the experiment that are `RUNNING`, the polled ones or not. */
  readonly runningTrialIndices: Iterable<number>;
};

/**
 * What `run` returns: plain JSON, enough to poll, stop and read the trial from another process.
 * Only the runner that wrote it reads it.
 */
export type RunMetadata = JsonObject;

type TrialView = {
  /** Identity of the trial within its experiment, from 0. */
  readonly index: number;
  /** How often this trial was deployed before: 0 for the first time. */
  readonly attempt: number;
  readonly status: TrialStatus;
  /** What `run` returned for this attempt; `{}` before. */
  readonly runMetadata: RunMetadata;
  readonly experiment: ExperimentView;
};

/** A read-only view of a trial of exactly one arm; any store can supply it, a plain object too. */
export type Trial<P = Parameterization> = TrialView & {
  readonly kind: "trial";
  readonly arms: readonly [Arm<P>];
};

/** A read-only view of a trial whose arms are deployed together. */
export type BatchTrial<P = Parameterization> = TrialView & {
  readonly kind: "batch";
  readonly arms: readonly [Arm<P>, ...Arm<P>[]];
};

/** Any trial; `kind` tells the two apart. */
export type BaseTrial<P = Parameterization> = Trial<P> | BatchTrial<P>;
