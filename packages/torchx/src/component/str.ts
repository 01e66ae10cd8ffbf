import { makeSpec } from "./make-spec.ts";
import type { ParameterSpec } from "./parameter-spec.ts";

/**
 * A parameter that takes text.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a default that is none of its values
 */
export function str(): ParameterSpec<"str", false>;
export function str(options: { readonly default: string }): ParameterSpec<"str", true>;
export function str(options?: { readonly default: string }): ParameterSpec<"str"> {
  return makeSpec("str", options);
}
