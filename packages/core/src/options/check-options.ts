import { RunnerError } from "../runner-error.ts";
import type { OptionRule, OptionRules } from "./option-rules.ts";

/**
 * Refuses options that `owner` does not know, that are missing or of a wrong type: code without types
 * may have given them.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`, with the option, the value and the remedy
 */
export function checkOptions<O extends object>(
  owner: string,
  options: O,
  rules: OptionRules<O>,
): void {
  const given: unknown = options;
  const known = Object.entries<OptionRule & { readonly required?: true }>(rules);
  const names = known.map(([name]) => name);
  if (!isObject(given)) {
    const all = names.join(", ");
    throw invalid(`${owner}: the options are ${show(given)}; give an object with some of ${all}.`);
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(rules, name)) continue;
    throw invalid(`${owner} has no option "${name}"; it has ${names.join(", ")}.`);
  }
  for (const [name, { is, give, required = false, secret = false }] of known) {
    const value: unknown = Reflect.get(given, name);
    if (value === undefined && !required) continue;
    if (value === undefined) throw invalid(`${owner} has no ${name}; give ${give}.`);
    if (typeof is === "function" ? is(value) : types[is](value)) continue;
    throw invalid(`${owner}: ${name} is ${secret ? kindOf(value) : show(value)}; give ${give}.`);
  }
}

const types: Record<Extract<OptionRule["is"], string>, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  function: (value) => typeof value === "function",
  object: isObject,
  clock: (value) => hasMethods(value, "now", "monotonic", "sleep"),
  runner: (value) => hasMethods(value, "run", "pollTrialStatus"),
};

function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof Reflect.get(value, name) === "function");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What it is, where it is not to be shown. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A value, short enough for a message. */
function show(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.map(showItem).join(", ")}]` : showItem(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function showItem(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : kindOf(value);
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
