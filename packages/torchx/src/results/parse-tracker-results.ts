import type { Observation } from "@runners/core";
import { show } from "../show.ts";

/** What a results file says, or what is wrong with it, in words that follow its name. */
export type ParsedTrackerResults =
  | { readonly observations: readonly Observation[] }
  | { readonly problem: string };

/**
 * Reads what TorchX's `FsspecResultTracker` wrote: a JSON object, in which Python writes bare `NaN`
 * and `Infinity`.
 *
 * A number is the mean of its metric; `<metric>/mean` and `<metric>/sem` belong together. What is
 * not a finite number is no observation and is left out, or for a standard error: not known. A metric
 * with two means, a standard error without a mean and one below 0 are problems.
 */
export function parseTrackerResults(text: string): ParsedTrackerResults {
  if (text.trim() === "") return { problem: "is empty" };
  let value: unknown;
  try {
    value = JSON.parse(withoutBareWords(text));
  } catch (error) {
    return { problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: `holds ${show(value)}, not an object of metrics` };
  }
  const values = new Map<string, unknown>(Object.entries(value));
  const observations: Observation[] = [];
  for (const [name, mean] of values) {
    const problem = name.endsWith("/sem") ? semProblem(name, mean, values) : undefined;
    if (problem !== undefined) return { problem };
    if (name.endsWith("/sem")) continue;
    const metric = name.replace(/\/mean$/, "");
    if (metric !== name && values.has(metric)) {
      return { problem: `has both ${show(metric)} and ${show(name)}; give one of them` };
    }
    if (typeof mean !== "number" || !Number.isFinite(mean)) continue;
    const sem = values.get(`${metric}/sem`);
    observations.push({ metric, mean, ...(isFiniteNumber(sem) && { sem }) });
  }
  return { observations };
}

function semProblem(
  name: string,
  sem: unknown,
  values: ReadonlyMap<string, unknown>,
): string | undefined {
  const metric = name.replace(/\/sem$/, "");
  if (!values.has(metric) && !values.has(`${metric}/mean`)) {
    return `has ${show(name)} without a mean; give ${show(`${metric}/mean`)} too`;
  }
  if (sem === null || (typeof sem === "number" && !(sem < 0))) return undefined;
  return `has ${show(sem)} for ${show(name)}; give a number from 0`;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** As JSON has them; strings stay as they are. `null` is as little a number as NaN is. */
function withoutBareWords(text: string): string {
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|NaN|-?Infinity/gs;
  const words = new Map([
    ["NaN", "null"],
    ["Infinity", "1e999"],
    ["-Infinity", "-1e999"],
  ]);
  return text.replace(tokens, (token) => words.get(token) ?? token);
}
