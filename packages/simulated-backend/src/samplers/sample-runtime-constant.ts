import type { BaseTrial } from "@runners/core";

/**
 * The same runtime for every trial.
 *
 * @param options.runtime seconds; default 1
 */
export function sampleRuntimeConstant(
  _trial: BaseTrial<unknown>,
  options: { readonly runtime?: number } = {},
): number {
  return options.runtime ?? 1;
}
