import { RunnerError } from "@runners/core";
import type { RunOption } from "../client/run-option.ts";
import type { SchedulerCfg, SchedulerCfgValue } from "../client/submission.ts";
import { show } from "../show.ts";

/**
 * Checks run options against those that a scheduler has: TorchX drops what it does not know.
 *
 * @param isAll whether no others are added, so that a required one is missing
 * @throws {RunnerError} `INVALID_ARGUMENT` for unknown names, wrong types and missing options
 */
export function checkCfg(
  cfg: SchedulerCfg,
  scheduler: string,
  known: readonly RunOption[],
  isAll: boolean,
): void {
  const given: unknown = cfg;
  if (typeof given !== "object" || !given || Array.isArray(given) || given instanceof Promise) {
    const shown = given instanceof Promise ? "a Promise" : show(given);
    const message = `The function cfg gave ${shown}; let it give an object of run options.`;
    throw new RunnerError("INVALID_ARGUMENT", message);
  }
  const byName = new Map(known.map((option) => [option.name, option]));
  const problems = Object.entries(cfg).flatMap(([name, value]) => {
    const option = byName.get(name);
    if (option === undefined) return [`${name} is not one of ${[...byName.keys()].join(", ")}`];
    return fits(value, option.type) ? [] : [`${name} is ${show(value)}; give a ${option.type}`];
  });
  for (const { name, required } of known) {
    if (isAll && required && !Object.hasOwn(cfg, name)) problems.push(`${name} is missing`);
  }
  if (problems.length === 0) return;
  const message = `cfg does not fit scheduler ${scheduler}: ${problems.join("; ")}.`;
  throw new RunnerError("INVALID_ARGUMENT", message);
}

/** Whether TorchX takes the value for an option of this type, as it names types. */
function fits(value: SchedulerCfgValue, type: string): boolean {
  if (value === null) return true;
  if (/list/i.test(type)) return Array.isArray(value);
  if (/dict/i.test(type)) return typeof value === "object" && !Array.isArray(value);
  if (/bool/i.test(type)) return typeof value === "boolean";
  if (/int/i.test(type)) return Number.isSafeInteger(value);
  if (/float/i.test(type)) return typeof value === "number";
  if (/str/i.test(type)) return typeof value === "string";
  return true;
}
