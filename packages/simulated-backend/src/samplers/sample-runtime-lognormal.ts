import { type BaseTrial, type OptionRules, RunnerError } from "@runners/core";
import { checkSamplerOptions } from "./check-sampler-options.ts";
import { randomOfTrial } from "./random-of-trial.ts";
import type { SamplerOptions } from "./sample-runtime.ts";
import { samplerOptionRules } from "./sampler-option-rules.ts";

type Options = NonNullable<Parameters<typeof sampleRuntimeLognormal>[1]>;

const number = {
  is: (value: unknown) => typeof value === "number",
  give: "a finite number from 0",
};
const rules: OptionRules<Options> = { ...samplerOptionRules, median: number, sigma: number };

/**
 * A runtime whose logarithm is normal: most trials take about the median, a few far longer, as on
 * real clusters.
 *
 * @param options.median seconds that half of the trials stay below; default 3
 * @param options.sigma standard deviation of the logarithm; default 0.5
 * @returns seconds
 * @throws {RunnerError} `INVALID_ARGUMENT` for a median or a sigma that is negative or not finite, or
 *   for an option that it does not know
 */
export function sampleRuntimeLognormal(
  trial: BaseTrial<unknown>,
  options: SamplerOptions & { readonly median?: number; readonly sigma?: number } = {},
): number {
  checkSamplerOptions("sampleRuntimeLognormal", options, rules);
  const { median = 3, sigma = 0.5 } = options;
  if (!(median >= 0 && median < Infinity && sigma >= 0 && sigma < Infinity)) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `median is ${median} and sigma is ${sigma}; give finite numbers from 0.`,
    );
  }
  return median * Math.exp(sigma * standardNormal(randomOfTrial(trial, options)));
}

/** Marsaglia's polar method: of Math, it needs nothing whose last bit differs between engines. */
function standardNormal(random: () => number): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
