import { type BaseTrial, RunnerError } from "@runners/core";
import { randomOfTrial } from "./random-of-trial.ts";
import type { SamplerOptions } from "./sample-runtime.ts";

/**
 * A runtime that is uniform between two bounds.
 *
 * @param options.low seconds at least; default 1
 * @param options.high seconds at most; default 5
 * @returns seconds
 * @throws {RunnerError} `INVALID_ARGUMENT` unless 0 ≤ low ≤ high < ∞
 */
export function sampleRuntimeUnif(
  trial: BaseTrial<unknown>,
  options: SamplerOptions & { readonly low?: number; readonly high?: number } = {},
): number {
  const { low = 1, high = 5 } = options;
  if (!(low >= 0 && low <= high && high < Infinity)) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `low is ${low} and high is ${high}; give finite seconds with 0 ≤ low ≤ high.`,
    );
  }
  return low + (high - low) * randomOfTrial(trial, options)();
}
