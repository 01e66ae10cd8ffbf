import { type BaseTrial, type OptionRules, RunnerError } from "@runners/core";
import { checkSamplerOptions } from "./check-sampler-options.ts";
import { randomOfTrial } from "./random-of-trial.ts";
import type { SamplerOptions } from "./sample-runtime.ts";
import { samplerOptionRules } from "./sampler-option-rules.ts";

type Options = NonNullable<Parameters<typeof sampleRuntimeUnif>[1]>;

const seconds = {
  is: (value: unknown) => typeof value === "number",
  give: "finite seconds from 0",
};
const rules: OptionRules<Options> = { ...samplerOptionRules, low: seconds, high: seconds };

/**
 * A runtime that is uniform between two bounds.
 *
 * @param options.low seconds at least; default 1
 * @param options.high seconds at most; default 5
 * @returns seconds
 * @throws {RunnerError} `INVALID_ARGUMENT` unless 0 ≤ low ≤ high < ∞, or for an option that it
 *   does not know
 */
export function sampleRuntimeUnif(
  trial: BaseTrial<unknown>,
  options: SamplerOptions & { readonly low?: number; readonly high?: number } = {},
): number {
  checkSamplerOptions("sampleRuntimeUnif", options, rules);
  const { low = 1, high = 5 } = options;
  if (!(low >= 0 && low <= high && high < Infinity)) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `low is ${low} and high is ${high}; give finite seconds with 0 ≤ low ≤ high.`,
    );
  }
  return low + (high - low) * randomOfTrial(trial, options)();
}
