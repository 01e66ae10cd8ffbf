import type { Experiment } from "../experiment/experiment.ts";
import type { Objective } from "../experiment/objective.ts";
import { curveOf, valueAt, type Curve } from "./curve.ts";
import { OrderedValues } from "./ordered-values.ts";
import { TrialNews } from "./trial-news.ts";

/** At how many steps the values are kept, beside those at which a deployed trial stands. */
const spareSteps = 64;

/** What all trials of an experiment had of its objective at any step, by their curves. */
export class StepValues {
  readonly #metric: string;
  /** What makes a smaller value a better one. */
  readonly #sign: 1 | -1;
  readonly #news = new TrialNews();
  readonly #curves: Curve[] = [];
  /** The values at steps, times the sign: the best first. The step last asked for comes last. */
  readonly #values = new Map<number, OrderedValues>();
  #mostSteps = spareSteps;

  constructor({ metric, goal }: Objective) {
    this.#metric = metric;
    this.#sign = goal === "minimize" ? 1 : -1;
  }

  /** Takes up what the trials have measured by now. */
  refresh(experiment: Experiment): void {
    const changes: (readonly [before: Curve, now: Curve])[] = [];
    this.#news.take(experiment, (trial) => {
      const now = curveOf(trial, this.#metric);
      changes.push([this.curve(trial.index), now]);
      this.#curves[trial.index] = now;
    });
    this.#mostSteps = experiment.deployed.size + spareSteps;
    // Where many have changed, to put all in order again is less work than to move each.
    if (changes.length > this.#curves.length / 4) this.#values.clear();
    for (const [step, values] of this.#values) {
      for (const [before, now] of changes) {
        values.replace(this.#valueOf(before, step), this.#valueOf(now, step));
      }
    }
  }

  /** What a trial has measured so far. */
  curve(index: number): Curve {
    return this.#curves[index] ?? [];
  }

  /** How many trials have come as far as a step. */
  count(step: number): number {
    return this.#valuesAt(step).size;
  }

  /** The value at a step that this share of the trials there is better than, or as good. */
  quantile(step: number, share: number): number {
    return this.#sign * this.#valuesAt(step).quantile(share);
  }

  #valuesAt(step: number): OrderedValues {
    const values = this.#values.get(step) ?? this.#read(step);
    this.#values.delete(step);
    this.#values.set(step, values);
    for (const other of this.#values.keys()) {
      if (this.#values.size <= this.#mostSteps) break;
      this.#values.delete(other);
    }
    return values;
  }

  #read(step: number): OrderedValues {
    return new OrderedValues(this.#curves.flatMap((curve) => this.#valueOf(curve, step) ?? []));
  }

  #valueOf(curve: Curve, step: number): number | undefined {
    const value = valueAt(curve, step);
    return value === undefined ? undefined : this.#sign * value;
  }
}
