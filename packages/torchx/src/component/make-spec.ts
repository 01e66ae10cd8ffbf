import { RunnerError } from "@runners/core";
import { argumentOf } from "./argument-of.ts";
import type { ParameterKind, ParameterSpec, ValueOfKind } from "./parameter-spec.ts";

/** @throws {RunnerError} `INVALID_ARGUMENT` for a default that is not of the kind */
export function makeSpec<K extends ParameterKind>(
  kind: K,
  options: { readonly default: ValueOfKind<K> } | undefined,
): ParameterSpec<K> {
  if (options === undefined) return { kind, hasDefault: false };
  const made = argumentOf({ kind }, options.default);
  if ("problem" in made) {
    throw new RunnerError("INVALID_ARGUMENT", `${kind}({ default }): default ${made.problem}.`);
  }
  return { kind, hasDefault: true, default: options.default };
}
