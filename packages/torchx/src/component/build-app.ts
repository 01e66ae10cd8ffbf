import { RunnerError } from "@runners/core";
import type { AppDef } from "../app-def/app-def.ts";
import type { BoundValue } from "./bind-values.ts";
import type { Component } from "./component.ts";
import { floatText, intText } from "./number-text.ts";
import type { ParameterKind, ValueOfKind } from "./parameter-spec.ts";

/**
 * The app that a component in TypeScript builds; not checked.
 *
 * @throws {RunnerError} `INVALID_TRIAL`, with what `build` threw as cause
 */
export function buildApp(
  component: Component,
  bound: ReadonlyMap<string, BoundValue>,
  trialIndex: number,
): AppDef {
  const args: [string, ValueOfKind<ParameterKind>][] = [];
  const text: [string, string][] = [];
  for (const [name, spec] of Object.entries(component.params)) {
    const given = bound.has(name) ? bound.get(name)?.value : spec.default;
    // It was checked to be of the kind. Python has no -0 among its whole numbers.
    const value = (spec.kind === "int" ? Number(given) + 0 : given) as ValueOfKind<ParameterKind>;
    args.push([name, value]);
    text.push([name, pythonText(spec.kind, value)]);
  }
  const what = `Trial ${trialIndex}: build of ${component.name ?? "the component"}`;
  let app: unknown;
  try {
    app = component.build(Object.fromEntries(args), { text: Object.fromEntries(text) });
  } catch (error) {
    const message = `${what} threw: ${error instanceof Error ? error.message : String(error)}`;
    throw new RunnerError("INVALID_TRIAL", message, { cause: error, trialIndex });
  }
  if (app instanceof Promise) {
    // Nobody will wait for it.
    app.catch(() => undefined);
    throw new RunnerError("INVALID_TRIAL", `${what} gave a Promise; give an app.`, { trialIndex });
  }
  return app as AppDef;
}

function pythonText(kind: ParameterKind, value: ValueOfKind<ParameterKind>): string {
  if (typeof value === "number") return kind === "int" ? intText(value) : floatText(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return value;
}
