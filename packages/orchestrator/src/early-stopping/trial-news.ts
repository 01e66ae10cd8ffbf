import { isTerminal } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";

/** Knows which trials of an experiment there is something new of: what has ended stays as it is. */
export class TrialNews {
  /** What those that may measure more had measured when they were last read. */
  readonly #read = new Map<number, TrialRecord["observations"] | undefined>();
  #known = 0;

  /**
   * @param read called with each trial that has measured something since it was last read, and a last
   *   time with each that has ended
   */
  take(experiment: Experiment, read: (trial: TrialRecord) => void): void {
    for (; this.#known < experiment.trials.size; this.#known += 1) {
      this.#read.set(this.#known, undefined);
    }
    for (const [index, before] of this.#read) {
      const trial = experiment.trial(index);
      const hasEnded = isTerminal(trial.status);
      if (trial.observations === before && !hasEnded) continue;
      read(trial);
      if (hasEnded) this.#read.delete(index);
      else this.#read.set(index, trial.observations);
    }
  }
}
