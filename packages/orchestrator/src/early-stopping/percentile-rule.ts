import { checkOptions, type OptionRules } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import { isBetter } from "../experiment/objective.ts";
import type { EarlyStoppingStrategy } from "./early-stopping-strategy.ts";
import { invalidOption } from "./invalid-option.ts";
import { StepValues } from "./step-values.ts";

export type PercentileRuleOptions = {
  /** Trials worse than this percentile of all are stopped, from 0 to 100. Default 50: the median. */
  readonly percentileThreshold?: number;
  /** Step before which no trial is stopped. Default 10. */
  readonly minProgression?: number;
  /** Trials that have to have come as far before one is stopped. Default 5. */
  readonly minCurves?: number;
};

const rules: OptionRules<PercentileRuleOptions> = {
  percentileThreshold: { is: "number", give: "a number from 0 to 100" },
  minProgression: { is: "number", give: "a number" },
  minCurves: { is: "number", give: "a whole number of at least 1" },
};

/**
 * Stops a running trial whose objective is worse than a percentile of what all trials had at the
 * same step. As Ax's percentile strategy, with its names and defaults.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or that is out of range
 */
export function percentileRule(options: PercentileRuleOptions = {}): EarlyStoppingStrategy {
  checkOptions("percentileRule", options, rules);
  const { percentileThreshold = 50, minProgression = 10, minCurves = 5 } = options;
  if (!(percentileThreshold >= 0 && percentileThreshold <= 100)) {
    throw invalidOption("percentileThreshold", percentileThreshold, "a number from 0 to 100");
  }
  if (!Number.isInteger(minCurves) || minCurves < 1) {
    throw invalidOption("minCurves", minCurves, "a whole number of at least 1");
  }
  if (Number.isNaN(minProgression))
    throw invalidOption("minProgression", minProgression, "a number");
  const known = new WeakMap<Experiment, StepValues>();
  return {
    trialsToStop(experiment) {
      const { objective } = experiment;
      const toStop = new Map<number, string>();
      if (objective === undefined) return toStop;
      const values = known.get(experiment) ?? new StepValues(objective);
      known.set(experiment, values);
      values.refresh(experiment);
      for (const index of experiment.deployed) {
        const last = values.curve(index).at(-1);
        if (last === undefined || last.step < minProgression) continue;
        const count = values.count(last.step);
        if (count < minCurves) continue;
        // The best first; what lies past this place is worse than the threshold.
        const threshold = values.quantile(last.step, 1 - percentileThreshold / 100);
        if (!isBetter(objective, threshold, last.mean)) continue;
        toStop.set(
          index,
          `${objective.metric} is ${last.mean} at step ${last.step}, worse than the ` +
            `${percentileThreshold} % threshold of ${count} trials there (${threshold})`,
        );
      }
      return toStop;
    },
  };
}
