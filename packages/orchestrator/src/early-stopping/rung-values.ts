import { isTerminal } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import type { Objective } from "../experiment/objective.ts";
import { curveOf, type Curve } from "./curve.ts";
import { OrderedValues } from "./ordered-values.ts";
import { TrialNews } from "./trial-news.ts";

/** A rung that a trial has reached, and its value there, times the sign. */
type Rung = { readonly rung: number; readonly value: number };

/** How far a trial that may measure more has come. */
type Reached = { readonly step: number; readonly rungs: readonly Rung[] };

/** What all trials of an experiment had of its objective at each rung: there, or at the next step. */
export class RungValues {
  readonly #metric: string;
  /** What makes a smaller value a better one. */
  readonly #sign: 1 | -1;
  readonly #minResource: number;
  readonly #reductionFactor: number;
  readonly #news = new TrialNews();
  readonly #reached = new Map<number, Reached>();
  /** The values at each rung, times the sign: the best first. */
  readonly #values = new Map<number, OrderedValues>();

  constructor({ metric, goal }: Objective, minResource: number, reductionFactor: number) {
    this.#metric = metric;
    this.#sign = goal === "minimize" ? 1 : -1;
    this.#minResource = minResource;
    this.#reductionFactor = reductionFactor;
  }

  /** Takes up what the trials have measured by now. */
  refresh(experiment: Experiment): void {
    this.#news.take(experiment, (trial) => {
      const { index, status } = trial;
      const before = this.#reached.get(index)?.rungs ?? [];
      const curve = curveOf(trial, this.#metric);
      const now = this.#rungsOf(curve);
      for (let i = 0; i < Math.max(before.length, now.length); i += 1) {
        const { rung } = (now[i] ?? before[i]) as Rung;
        this.#valuesAt(rung).replace(before[i]?.value, now[i]?.value);
      }
      const step = curve.at(-1)?.step;
      if (step === undefined || isTerminal(status)) this.#reached.delete(index);
      else this.#reached.set(index, { step, rungs: now });
    });
  }

  /** The last step of a deployed trial, the furthest rung that it has reached, and its value there. */
  furthest(
    index: number,
  ): { readonly step: number; readonly rung: number; readonly value: number } | undefined {
    const { step, rungs } = this.#reached.get(index) ?? {};
    const last = rungs?.at(-1);
    if (step === undefined || last === undefined) return undefined;
    return { step, rung: last.rung, value: this.#sign * last.value };
  }

  /** How many trials have reached a rung, and how many of them were better there than a value. */
  at(rung: number, value: number): { readonly reached: number; readonly better: number } {
    const values = this.#valuesAt(rung);
    return { reached: values.size, better: values.below(this.#sign * value) };
  }

  /** The rungs that a curve has reached, with the first value at each or after it. */
  #rungsOf(curve: Curve): readonly Rung[] {
    const rungs: Rung[] = [];
    let rung = this.#minResource;
    for (const { step, mean } of curve) {
      for (; rung <= step; rung *= this.#reductionFactor) {
        rungs.push({ rung, value: this.#sign * mean });
      }
    }
    return rungs;
  }

  #valuesAt(rung: number): OrderedValues {
    let values = this.#values.get(rung);
    if (values === undefined) {
      values = new OrderedValues();
      this.#values.set(rung, values);
    }
    return values;
  }
}
