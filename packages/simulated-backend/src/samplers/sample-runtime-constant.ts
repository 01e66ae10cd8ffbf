import type { BaseTrial, OptionRules } from "@runners/core";
import { checkSamplerOptions } from "./check-sampler-options.ts";

type Options = NonNullable<Parameters<typeof sampleRuntimeConstant>[1]>;

const rules: OptionRules<Options> = {
  runtime: { is: (value) => typeof value === "number", give: "seconds" },
};

/**
 * The same runtime for every trial.
 *
 * @param options.runtime seconds; default 1
 * @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know
 */
export function sampleRuntimeConstant(
  _trial: BaseTrial<unknown>,
  options: { readonly runtime?: number } = {},
): number {
  checkSamplerOptions("sampleRuntimeConstant", options, rules);
  return options.runtime ?? 1;
}
