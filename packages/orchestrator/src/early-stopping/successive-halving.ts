import { RunnerError } from "@runners/core";
import { isBetter } from "../experiment/objective.ts";
import { curveOf } from "./curve.ts";
import type { EarlyStoppingStrategy } from "./early-stopping-strategy.ts";

export type SuccessiveHalvingOptions = {
  /** Step of the first rung. Default 1. */
  readonly minResource?: number;
  /** Step from which a trial is let run to its end. Default: none. */
  readonly maxResource?: number;
  /** One of so many goes on from a rung to the next, which is so many times as far. Default 3. */
  readonly reductionFactor?: number;
};

/**
 * Asynchronous successive halving (ASHA, its stopping form): a trial that reaches a rung goes on
 * only if it is among the best `1 / reductionFactor` of all that have reached it so far. It never
 * waits for others; the first ones always go on. Each trial is judged once a rung.
 *
 * Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option out of range
 */
export function successiveHalving(options: SuccessiveHalvingOptions = {}): EarlyStoppingStrategy {
  const { minResource = 1, maxResource = Infinity, reductionFactor = 3 } = options;
  if (!(minResource > 0)) throw invalid("minResource", minResource, "a number above 0");
  if (!(maxResource > minResource)) {
    throw invalid("maxResource", maxResource, `a number above minResource (${minResource})`);
  }
  if (!(reductionFactor > 1)) {
    throw invalid("reductionFactor", reductionFactor, "a number above 1");
  }
  /** The value of each trial at each rung, in the order in which they came there. */
  const rungs: Map<number, number>[] = [];
  return {
    trialsToStop(experiment) {
      const { objective } = experiment;
      const toStop = new Map<number, string>();
      if (objective === undefined) return toStop;
      for (const index of experiment.deployed) {
        const trial = experiment.trial(index);
        if (trial.stopRequested) continue;
        const curve = curveOf(trial, objective.metric);
        const last = curve.at(-1)?.step ?? 0;
        let step = minResource;
        for (let rung = 0; step <= last && step < maxResource; rung += 1) {
          const at = step;
          step *= reductionFactor;
          const values = (rungs[rung] ??= new Map());
          if (values.has(index)) continue;
          const value = curve.find((point) => point.step >= at)?.value;
          if (value === undefined) continue;
          values.set(index, value);
          const better = [...values.values()].filter((other) => isBetter(objective, other, value));
          const promoted = Math.max(1, Math.floor(values.size / reductionFactor));
          if (better.length < promoted || values.size < reductionFactor) continue;
          toStop.set(
            index,
            `${objective.metric} is ${value} at step ${at}, place ${better.length + 1} of ` +
              `${values.size} there; the best ${promoted} go on`,
          );
          break;
        }
      }
      return toStop;
    },
  };
}

function invalid(name: string, value: unknown, expected: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", `${name} is ${String(value)}; give ${expected}.`);
}
