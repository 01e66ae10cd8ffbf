import { makeSpec } from "./make-spec.ts";
import type { ParameterSpec } from "./parameter-spec.ts";

/**
 * A parameter that takes whole numbers from -(2^53 - 1) to 2^53 - 1.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a default that is none of its values
 */
export function int(): ParameterSpec<"int", false>;
export function int(options: { readonly default: number }): ParameterSpec<"int", true>;
export function int(options?: { readonly default: number }): ParameterSpec<"int"> {
  return makeSpec("int", options);
}
