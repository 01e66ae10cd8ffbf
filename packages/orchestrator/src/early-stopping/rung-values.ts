import type { Experiment } from "../experiment/experiment.ts";
import type { Objective } from "../experiment/objective.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";
import { curveOf, type Curve } from "./curve.ts";
import { firstAtLeast } from "./first-at-least.ts";

type Furthest = { readonly step: number; readonly rung: number; readonly value: number };

/**
 * What all trials of an experiment had of its objective at each rung. Derived from their
 * observations alone; kept, so that only trials that have new ones are looked at again.
 */
export class RungValues {
  readonly #metric: string;
  /** What makes a smaller value a better one. */
  readonly #sign: 1 | -1;
  readonly #minResource: number;
  readonly #reductionFactor: number;
  readonly #seen: TrialRecord["observations"][] = [];
  readonly #own: ReadonlyMap<number, number>[] = [];
  readonly #furthest: (Furthest | undefined)[] = [];
  /** The values at each rung, times the sign, in ascending order: the best first. */
  readonly #values = new Map<number, number[]>();

  constructor({ metric, goal }: Objective, minResource: number, reductionFactor: number) {
    this.#metric = metric;
    this.#sign = goal === "minimize" ? 1 : -1;
    this.#minResource = minResource;
    this.#reductionFactor = reductionFactor;
  }

  /** Takes up what the trials have measured by now. */
  refresh(experiment: Experiment): void {
    for (const trial of experiment.trials.values()) {
      if (this.#seen[trial.index] !== trial.observations) this.#renew(trial);
    }
  }

  /** The last step of a trial, the furthest rung that it has reached, and its value there. */
  furthest(index: number): Furthest | undefined {
    return this.#furthest[index];
  }

  /** How many trials have reached a rung, and how many of them were better there than a value. */
  at(rung: number, value: number): { readonly reached: number; readonly better: number } {
    const values = this.#values.get(rung) ?? [];
    return { reached: values.length, better: firstAtLeast(values, this.#sign * value) };
  }

  #renew(trial: TrialRecord): void {
    const before = this.#own[trial.index];
    const curve = curveOf(trial, this.#metric);
    const now = this.#rungsOf(curve);
    const [last] = [...now].slice(-1);
    const step = curve.at(-1)?.step;
    this.#furthest[trial.index] =
      last && step !== undefined ? { step, rung: last[0], value: last[1] } : undefined;
    this.#seen[trial.index] = trial.observations;
    this.#own[trial.index] = now;
    for (const [rung, value] of before ?? []) {
      if (now.get(rung) === value) continue;
      const values = this.#values.get(rung) ?? [];
      values.splice(firstAtLeast(values, this.#sign * value), 1);
    }
    for (const [rung, value] of now) {
      if (before?.get(rung) === value) continue;
      const values = this.#values.get(rung) ?? [];
      const signed = this.#sign * value;
      values.splice(firstAtLeast(values, signed), 0, signed);
      this.#values.set(rung, values);
    }
  }

  /** The first value at each rung or after it. */
  #rungsOf(curve: Curve): ReadonlyMap<number, number> {
    const rungs = new Map<number, number>();
    let rung = this.#minResource;
    for (const { step, value } of curve) {
      for (; rung <= step; rung *= this.#reductionFactor) rungs.set(rung, value);
    }
    return rungs;
  }
}
