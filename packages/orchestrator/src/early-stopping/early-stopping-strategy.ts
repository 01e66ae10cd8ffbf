import type { Experiment } from "../experiment/experiment.ts";

/** Decides which running trials are not worth going on with. */
export interface EarlyStoppingStrategy {
  /**
   * Called whenever results of a running trial have arrived.
   * @param experiment as it stands; trials have their observations so far, with their steps
   * @returns the indices of trials to stop now, each with the reason to record
   */
  trialsToStop(experiment: Experiment): ReadonlyMap<number, string>;
}
