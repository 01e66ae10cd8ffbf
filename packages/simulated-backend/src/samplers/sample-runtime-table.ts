import { type BaseTrial, checkOptions, type OptionRules, RunnerError } from "@runners/core";
import { checkSamplerOptions } from "./check-sampler-options.ts";
import { randomOfTrial } from "./random-of-trial.ts";
import type { SamplerOptions } from "./sample-runtime.ts";
import { samplerOptionRules } from "./sampler-option-rules.ts";

type Options = Parameters<typeof sampleRuntimeTable>[1];

const rules: OptionRules<Options> = {
  ...samplerOptionRules,
  runtimes: { is: Array.isArray, give: "a list of seconds", required: true },
  pick: {
    is: (value) => value === "random" || value === "in-order",
    give: '"random" or "in-order"',
  },
};

/**
 * A runtime from a table, of times that were measured for example.
 *
 * @param options.runtimes seconds; one at least
 * @param options.pick `"random"` (default): any of them, each as likely; `"in-order"`: that at the
 *   trial's index, and from the beginning again after the last
 * @returns seconds
 * @throws {RunnerError} `INVALID_ARGUMENT` for an empty table, or an option that it does not know
 */
export function sampleRuntimeTable(
  trial: BaseTrial<unknown>,
  options: SamplerOptions & {
    readonly runtimes: readonly number[];
    readonly pick?: "random" | "in-order";
  },
): number {
  checkSamplerOptions("sampleRuntimeTable", options, rules);
  const { runtimes, pick = "random" } = options;
  // This one is required.
  if ((runtimes as unknown) === undefined) checkOptions("sampleRuntimeTable", options, rules);
  const at =
    pick === "in-order"
      ? trial.index % runtimes.length
      : Math.floor(randomOfTrial(trial, options)() * runtimes.length);
  const runtime = runtimes[at];
  if (runtime !== undefined) return runtime;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `runtimes has ${runtimes.length} entries; give one at least.`,
  );
}
