/** The record of one simulated trial. All times are in simulated seconds, as in Ax. */
export type SimTrial = {
  readonly trialIndex: number;
  /** How long it takes, scaled by `timeScaling` already. */
  readonly simRuntime: number;
  /** When it left the queue; left out while it waits. */
  readonly simStartTime?: number | undefined;
  /** When it was submitted. */
  readonly simQueuedTime?: number | undefined;
  /** When it ended, or was stopped; left out before. */
  readonly simCompletedTime?: number | undefined;
  /**
   * Seconds after its start at which it will fail; left out for a trial that will not. Only in
   * `"exact"` semantics with `failureTiming: "during-run"`.
   */
  readonly simFailsAfter?: number | undefined;
  /** How many trials had this index before; left out for none. Only in `"exact"` semantics. */
  readonly simAttempt?: number | undefined;
};

/** The trials of a simulator, by what has become of them. */
export type SimTrialLists = {
  /** The next one to start first. */
  readonly queued: readonly SimTrial[];
  /** In the order in which they started. */
  readonly running: readonly SimTrial[];
  readonly failed: readonly SimTrial[];
  /** In the order in which they finished. */
  readonly completed: readonly SimTrial[];
  /** The stopped ones. Left out in `"ax"` semantics, where a stopped trial is completed. */
  readonly abandoned?: readonly SimTrial[] | undefined;
};
