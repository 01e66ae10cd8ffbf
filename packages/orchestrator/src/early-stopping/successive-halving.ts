import { isBetter } from "../experiment/objective.ts";
import { curveOf, type Curve } from "./curve.ts";
import type { EarlyStoppingStrategy } from "./early-stopping-strategy.ts";
import { invalidOption } from "./invalid-option.ts";

export type SuccessiveHalvingOptions = {
  /** Step of the first rung. Default 1. */
  readonly minResource?: number;
  /** Step from which a trial is let run to its end. Default: none. */
  readonly maxResource?: number;
  /** One of so many goes on from a rung to the next, which is so many times as far. Default 3. */
  readonly reductionFactor?: number;
};

/**
 * Asynchronous successive halving (ASHA, its stopping form): a trial goes on only while it is among
 * the best `1 / reductionFactor` of all trials, ended ones too, that have reached the furthest rung
 * that it has. It never waits for others; the first ones always go on. Whenever results arrive it
 * is judged by them alone, so that a restart changes nothing.
 *
 * Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option out of range
 */
export function successiveHalving(options: SuccessiveHalvingOptions = {}): EarlyStoppingStrategy {
  const { minResource = 1, maxResource = Infinity, reductionFactor = 3 } = options;
  if (!(minResource > 0)) throw invalidOption("minResource", minResource, "a number above 0");
  if (!(maxResource > minResource)) {
    throw invalidOption("maxResource", maxResource, `a number above minResource (${minResource})`);
  }
  if (!(reductionFactor > 1)) {
    throw invalidOption("reductionFactor", reductionFactor, "a number above 1");
  }
  return {
    trialsToStop(experiment) {
      const { objective } = experiment;
      const toStop = new Map<number, string>();
      if (objective === undefined) return toStop;
      const { metric } = objective;
      const curves = new Map<number, Curve>();
      for (const trial of experiment.trials.values()) {
        if (trial.observations.length > 0) curves.set(trial.index, curveOf(trial, metric));
      }
      /** The value of each trial that has reached a step. */
      const reached = new Map<number, readonly number[]>();
      for (const index of experiment.deployed) {
        const curve = curves.get(index);
        const step = lastRung(curve?.at(-1)?.step ?? 0);
        const value = curve && firstFrom(curve, step);
        if (value === undefined || experiment.trial(index).stopRequested) continue;
        const values =
          reached.get(step) ?? [...curves.values()].flatMap((each) => firstFrom(each, step) ?? []);
        reached.set(step, values);
        const better = values.filter((other) => isBetter(objective, other, value)).length;
        const promoted = Math.max(1, Math.floor(values.length / reductionFactor));
        if (better < promoted || values.length < reductionFactor) continue;
        toStop.set(
          index,
          `${metric} is ${value} at step ${step}, place ${better + 1} of ${values.length} there; ` +
            `the best ${promoted} go on`,
        );
      }
      return toStop;
    },
  };

  /** The furthest rung at or before a step; Infinity where it has reached none, or may go on. */
  function lastRung(step: number): number {
    if (step < minResource || step >= maxResource) return Infinity;
    let rung = minResource;
    while (rung * reductionFactor <= step) rung *= reductionFactor;
    return rung;
  }
}

/** The first value at a step or after it. */
function firstFrom(curve: Curve, step: number): number | undefined {
  return curve.find((point) => point.step >= step)?.value;
}
