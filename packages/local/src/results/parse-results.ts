import type { Observation } from "@runners/core";
import { messageOf } from "../message-of.ts";

/** What a results file says, or what is wrong with it. */
export type ParsedResults =
  | { readonly observations: readonly Observation[] }
  | { readonly problem: string };

/**
 * Reads a results file: a JSON object of one value for each metric. The value is a number, or
 * `{"mean": 0.93, "sem": 0.01}`, or an array of `{"step": 1, "mean": 0.93, "sem": 0.01}` for a metric
 * measured along the way. `sem` may be left out or null. All numbers are finite.
 */
export function parseResults(bytes: Uint8Array): ParsedResults {
  let value: unknown;
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    // The engine's message names what it stumbled over; what it quotes around that may be a secret.
    const message = messageOf(error).replace(/, (?:\.\.\.)?".*is not valid JSON$/s, "");
    const hint = /\b(?:NaN|Infinity)\b/.test(text) ? "; JSON has no NaN and no Infinity" : "";
    return { problem: `is not JSON: ${message}${hint}` };
  }
  if (!isObject(value)) return { problem: `holds ${show(value)}, not an object of metrics` };
  const observations: Observation[] = [];
  for (const [metric, measured] of Object.entries(value)) {
    for (const one of Array.isArray(measured) ? (measured as unknown[]) : [measured]) {
      const inSteps = Array.isArray(measured);
      const read = parseMeasurement(metric, one, inSteps);
      if ("problem" in read) {
        return { problem: `has for ${JSON.stringify(metric)} ${show(one)}; ${read.problem}` };
      }
      observations.push(read);
    }
  }
  return observations.length > 0 ? { observations } : { problem: "has no metric" };
}

function parseMeasurement(
  metric: string,
  value: unknown,
  inSteps: boolean,
): Observation | { readonly problem: string } {
  if (typeof value === "number" && !inSteps) {
    return Number.isFinite(value) ? { metric, mean: value } : { problem: "give a finite number" };
  }
  const shape = inSteps ? '{"step", "mean", "sem"?}' : 'a number or {"mean", "sem"?}';
  if (!isObject(value)) return { problem: `give ${shape}` };
  const { mean, sem, step, ...others } = value;
  const [unknownKey] = Object.keys(
    inSteps ? others : { ...others, ...(step !== undefined && { step }) },
  );
  if (unknownKey !== undefined) return { problem: `"${unknownKey}" is not known, give ${shape}` };
  if (!isFiniteNumber(mean)) return { problem: `"mean" must be a finite number` };
  if (inSteps && !isFiniteNumber(step)) return { problem: `"step" must be a finite number` };
  if (sem !== undefined && sem !== null && !(isFiniteNumber(sem) && sem >= 0)) {
    return { problem: `"sem" must be a finite number, 0 or more` };
  }
  return {
    metric,
    mean,
    ...(isFiniteNumber(sem) && { sem }),
    ...(isFiniteNumber(step) && { step }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The value, short enough for a message. */
function show(value: unknown): string {
  // JSON has no number that is not finite, but 1e999 is read as one.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
