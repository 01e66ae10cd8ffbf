import { makeSpec } from "./make-spec.ts";
import type { ParameterSpec } from "./parameter-spec.ts";

/**
 * A parameter that takes `true` and `false`, and nothing that resembles them.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a default that is none of its values
 */
export function bool(): ParameterSpec<"bool", false>;
export function bool(options: { readonly default: boolean }): ParameterSpec<"bool", true>;
export function bool(options?: { readonly default: boolean }): ParameterSpec<"bool"> {
  return makeSpec("bool", options);
}
