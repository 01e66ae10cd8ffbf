import { isTerminal } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";
import { curveOf, type Curve } from "./curve.ts";

/**
 * The curves of all trials of an experiment. Derived from their observations alone; kept, so that
 * only those of trials that have measured more are read again.
 */
export class KeptCurves {
  readonly #metric: string;
  readonly #curves: Curve[] = [];
  readonly #read: TrialRecord["observations"][] = [];
  /** Indices of those that may measure more: what has ended stays as it is. */
  readonly #open = new Set<number>();

  constructor(metric: string) {
    this.#metric = metric;
  }

  /**
   * Takes up what the trials have measured by now.
   * @param changed called for each trial whose curve is another one than before
   */
  refresh(experiment: Experiment, changed: (before: Curve, now: Curve) => void): void {
    while (this.#curves.length < experiment.trials.size) {
      this.#open.add(this.#curves.length);
      this.#curves.push([]);
    }
    for (const index of this.#open) {
      const trial = experiment.trial(index);
      if (isTerminal(trial.status)) this.#open.delete(index);
      if (trial.observations === this.#read[index]) continue;
      this.#read[index] = trial.observations;
      const before = this.of(index);
      const now = curveOf(trial, this.#metric);
      this.#curves[index] = now;
      changed(before, now);
    }
  }

  /** Of a trial, as of the last refresh. */
  of(index: number): Curve {
    return this.#curves[index] ?? [];
  }

  /** Of all trials, those too that have measured nothing. */
  all(): readonly Curve[] {
    return this.#curves;
  }
}
