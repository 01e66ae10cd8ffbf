import type { Experiment } from "../experiment/experiment.ts";
import type { Objective } from "../experiment/objective.ts";
import { valueAt, type Curve } from "./curve.ts";
import { KeptCurves } from "./kept-curves.ts";
import { OrderedValues } from "./ordered-values.ts";

/** To keep the values at a step costs something at each news of a trial. */
const mostSteps = 256;

/** What all trials of an experiment had of its objective at any step, by their curves. */
export class StepValues {
  readonly #curves: KeptCurves;
  /** What makes a smaller value a better one. */
  readonly #sign: 1 | -1;
  /** The values at steps that were asked for, times the sign: the best first. */
  readonly #values = new Map<number, OrderedValues>();

  constructor({ metric, goal }: Objective) {
    this.#curves = new KeptCurves(metric);
    this.#sign = goal === "minimize" ? 1 : -1;
  }

  /** Takes up what the trials have measured by now. */
  refresh(experiment: Experiment): void {
    this.#curves.refresh(experiment, (before, now) => {
      for (const [step, values] of this.#values) {
        values.replace(this.#at(before, step), this.#at(now, step));
      }
    });
  }

  /** What a trial has measured so far. */
  curve(index: number): Curve {
    return this.#curves.of(index);
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
    const known = this.#values.get(step);
    if (known !== undefined) return known;
    if (this.#values.size >= mostSteps) this.#values.clear();
    const values = new OrderedValues(
      this.#curves.all().flatMap((curve) => this.#at(curve, step) ?? []),
    );
    this.#values.set(step, values);
    return values;
  }

  #at(curve: Curve, step: number): number | undefined {
    const value = valueAt(curve, step);
    return value === undefined ? undefined : this.#sign * value;
  }
}
