import { makeSpec } from "./make-spec.ts";
import type { ParameterSpec } from "./parameter-spec.ts";

/**
 * A parameter that takes any number: whole ones, NaN and infinities too.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a default that is none of its values
 */
export function float(): ParameterSpec<"float", false>;
export function float(options: { readonly default: number }): ParameterSpec<"float", true>;
export function float(options?: { readonly default: number }): ParameterSpec<"float"> {
  return makeSpec("float", options);
}
