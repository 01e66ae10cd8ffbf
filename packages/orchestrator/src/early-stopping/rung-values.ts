import type { Experiment } from "../experiment/experiment.ts";
import type { Objective } from "../experiment/objective.ts";
import { placeOf, type Curve } from "./curve.ts";
import { KeptCurves } from "./kept-curves.ts";
import { OrderedValues } from "./ordered-values.ts";

type Furthest = { readonly step: number; readonly rung: number; readonly value: number };

/** What all trials of an experiment had of its objective at each rung: there, or at the next step. */
export class RungValues {
  readonly #curves: KeptCurves;
  /** What makes a smaller value a better one. */
  readonly #sign: 1 | -1;
  readonly #minResource: number;
  readonly #reductionFactor: number;
  /** The values at each rung, times the sign: the best first. */
  readonly #values = new Map<number, OrderedValues>();

  constructor({ metric, goal }: Objective, minResource: number, reductionFactor: number) {
    this.#curves = new KeptCurves(metric);
    this.#sign = goal === "minimize" ? 1 : -1;
    this.#minResource = minResource;
    this.#reductionFactor = reductionFactor;
  }

  /** Takes up what the trials have measured by now. */
  refresh(experiment: Experiment): void {
    this.#curves.refresh(experiment, (before, now) => {
      for (const rung of this.#rungs()) {
        const [was, is] = [this.#from(before, rung), this.#from(now, rung)];
        if (was === undefined && is === undefined) break;
        this.#at(rung).replace(was, is);
      }
    });
  }

  /** The last step of a trial, the furthest rung that it has reached, and its value there. */
  furthest(index: number): Furthest | undefined {
    const curve = this.#curves.of(index);
    const step = curve.at(-1)?.step;
    let furthest: Furthest | undefined;
    if (step === undefined) return furthest;
    for (const rung of this.#rungs()) {
      const value = this.#from(curve, rung);
      if (value === undefined) break;
      furthest = { step, rung, value: this.#sign * value };
    }
    return furthest;
  }

  /** How many trials have reached a rung, and how many of them were better there than a value. */
  at(rung: number, value: number): { readonly reached: number; readonly better: number } {
    const values = this.#at(rung);
    return { reached: values.size, better: values.below(this.#sign * value) };
  }

  *#rungs(): Generator<number, void> {
    let rung = this.#minResource;
    for (; rung < Infinity; rung *= this.#reductionFactor) yield rung;
  }

  /** The first value of a curve at a rung or after it, times the sign. */
  #from(curve: Curve, rung: number): number | undefined {
    const point = curve[placeOf(curve, rung)];
    return point && this.#sign * point.value;
  }

  #at(rung: number): OrderedValues {
    let values = this.#values.get(rung);
    if (values === undefined) {
      values = new OrderedValues();
      this.#values.set(rung, values);
    }
    return values;
  }
}
