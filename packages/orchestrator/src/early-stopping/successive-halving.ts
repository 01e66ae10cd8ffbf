import { checkOptions, type OptionRules } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import type { EarlyStoppingStrategy } from "./early-stopping-strategy.ts";
import { invalidOption } from "./invalid-option.ts";
import { RungValues } from "./rung-values.ts";

export type SuccessiveHalvingOptions = {
  /** Step of the first rung. Default 1. */
  readonly minResource?: number;
  /** Step from which a trial is let run to its end. Default: none. */
  readonly maxResource?: number;
  /** One of so many goes on from a rung to the next, which is so many times as far. Default 3. */
  readonly reductionFactor?: number;
};

const rules: OptionRules<SuccessiveHalvingOptions> = {
  minResource: { is: "number", give: "a number above 0" },
  maxResource: { is: "number", give: "a number above minResource" },
  reductionFactor: { is: "number", give: "a number above 1" },
};

/**
 * Asynchronous successive halving (ASHA, its stopping form): a trial goes on only while it is among
 * the best `1 / reductionFactor` of all trials, ended ones too, that have reached the furthest rung
 * that it has. It never waits for others; the first ones always go on. Whenever results arrive it
 * is judged by them alone, so that a restart changes nothing.
 *
 * Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or that is out of range
 */
export function successiveHalving(options: SuccessiveHalvingOptions = {}): EarlyStoppingStrategy {
  checkOptions("successiveHalving", options, rules);
  const { minResource = 1, maxResource = Infinity, reductionFactor = 3 } = options;
  if (!(minResource > 0)) throw invalidOption("minResource", minResource, "a number above 0");
  if (!(maxResource > minResource)) {
    throw invalidOption("maxResource", maxResource, `a number above minResource (${minResource})`);
  }
  if (!(reductionFactor > 1)) {
    throw invalidOption("reductionFactor", reductionFactor, "a number above 1");
  }
  const known = new WeakMap<Experiment, RungValues>();
  return {
    trialsToStop(experiment) {
      const { objective } = experiment;
      const toStop = new Map<number, string>();
      if (objective === undefined) return toStop;
      const { metric } = objective;
      const rungs =
        known.get(experiment) ?? new RungValues(objective, minResource, reductionFactor);
      known.set(experiment, rungs);
      rungs.refresh(experiment);
      for (const index of experiment.deployed) {
        const furthest = rungs.furthest(index);
        if (furthest === undefined || furthest.step >= maxResource) continue;
        const { rung, value } = furthest;
        const { reached, better } = rungs.at(rung, value);
        if (reached < reductionFactor || experiment.trial(index).stopRequested) continue;
        const promoted = Math.max(1, Math.floor(reached / reductionFactor));
        if (better < promoted) continue;
        toStop.set(
          index,
          `${metric} is ${value} at step ${rung}, place ${better + 1} of ${reached} there; ` +
            `the best ${promoted} go on`,
        );
      }
      return toStop;
    },
  };
}
