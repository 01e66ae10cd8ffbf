import type { Experiment } from "../experiment/experiment.ts";
import { isBetter } from "../experiment/objective.ts";
import { curveOf, valueAt } from "./curve.ts";
import type { EarlyStoppingStrategy } from "./early-stopping-strategy.ts";
import { invalidOption } from "./invalid-option.ts";

export type PercentileRuleOptions = {
  /** Trials worse than this percentile of all are stopped, from 0 to 100. Default 50: the median. */
  readonly percentileThreshold?: number;
  /** Step before which no trial is stopped. Default 10. */
  readonly minProgression?: number;
  /** Trials that have to have come as far before one is stopped. Default 5. */
  readonly minCurves?: number;
};

/**
 * Stops a running trial whose objective is worse than a percentile of what all trials had at the
 * same step. As Ax's percentile strategy, with its names and defaults.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option out of range
 */
export function percentileRule(options: PercentileRuleOptions = {}): EarlyStoppingStrategy {
  const { percentileThreshold = 50, minProgression = 10, minCurves = 5 } = options;
  if (!(percentileThreshold >= 0 && percentileThreshold <= 100)) {
    throw invalidOption("percentileThreshold", percentileThreshold, "a number from 0 to 100");
  }
  if (!Number.isInteger(minCurves) || minCurves < 1) {
    throw invalidOption("minCurves", minCurves, "a whole number of at least 1");
  }
  if (Number.isNaN(minProgression))
    throw invalidOption("minProgression", minProgression, "a number");
  return {
    trialsToStop(experiment) {
      const { objective } = experiment;
      const toStop = new Map<number, string>();
      if (objective === undefined) return toStop;
      const curves = curvesOf(experiment, objective.metric);
      for (const index of experiment.deployed) {
        const last = curves.get(index)?.at(-1);
        if (last === undefined || last.step < minProgression) continue;
        const others = [...curves.values()].flatMap((curve) => valueAt(curve, last.step) ?? []);
        if (others.length < minCurves) continue;
        // The best first; what lies past this place is worse than the threshold.
        const ranked = others.toSorted((a, b) => (isBetter(objective, a, b) ? -1 : 1));
        const threshold = quantile(ranked, 1 - percentileThreshold / 100);
        if (!isBetter(objective, threshold, last.value)) continue;
        toStop.set(
          index,
          `${objective.metric} is ${last.value} at step ${last.step}, worse than the ` +
            `${percentileThreshold} % threshold of ${others.length} trials there (${threshold})`,
        );
      }
      return toStop;
    },
  };
}

function curvesOf(experiment: Experiment, metric: string): Map<number, ReturnType<typeof curveOf>> {
  const curves = new Map<number, ReturnType<typeof curveOf>>();
  for (const trial of experiment.trials.values()) {
    if (trial.observations.length > 0) curves.set(trial.index, curveOf(trial, metric));
  }
  return curves;
}

/** The value at a share of the way through ordered values, on the line between its neighbours. */
function quantile(ordered: readonly number[], share: number): number {
  const at = share * (ordered.length - 1);
  const low = ordered[Math.floor(at)] ?? Number.NaN;
  const high = ordered[Math.ceil(at)] ?? Number.NaN;
  return low + (at - Math.floor(at)) * (high - low);
}
