/** Which trials are where, by index; see {@link SimTrialLists} for the order. */
export type SimStatus = {
  readonly queued: readonly number[];
  readonly running: readonly number[];
  readonly failed: readonly number[];
  /** Simulated seconds until each of `running` reaches its natural end, in the same order. */
  readonly timeRemaining: readonly number[];
  readonly completed: readonly number[];
  /** The stopped ones. Left out in `"ax"` semantics, where a stopped trial is completed. */
  readonly abandoned?: readonly number[];
};
