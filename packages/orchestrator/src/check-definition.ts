import { RunnerError, type Runner } from "@runners/core";
import type { ExperimentDefinition } from "./experiment-definition.ts";
import { isSequence } from "./is-sequence.ts";
import { nearest } from "./nearest.ts";
import { checkSpace } from "./space/check-space.ts";

type Check = (value: unknown) => string | undefined;

const required: Record<string, Check> = {
  name: (value) =>
    typeof value === "string" && value.trim() !== "" ? undefined : "a text that is not empty",
  parameters: () => undefined,
  runner: (value) =>
    hasMethod(value, "run") && hasMethod(value, "pollTrialStatus")
      ? undefined
      : "a runner: an object with run and pollTrialStatus",
  candidates: (value) =>
    typeof value === "function" || isSequence(value)
      ? undefined
      : "a sequence of parameterizations, e.g. sobol(space)",
};

const optional: Record<string, Check> = {
  objective: (value) => {
    if (!isRecord(value)) return '{ metric: "…", goal: "minimize" } or the same with "maximize"';
    verify("objective.metric", value["metric"], (metric) =>
      typeof metric === "string" && metric.trim() !== "" ? undefined : "the name of a metric",
    );
    verify("objective.goal", value["goal"], (goal) =>
      goal === "minimize" || goal === "maximize" ? undefined : '"minimize" or "maximize"',
    );
    return undefined;
  },
  totalTrials: wholeFrom(1),
  maxPendingTrials: wholeFrom(1),
  toleratedTrialFailureRate: (value) =>
    typeof value === "number" && value >= 0 && value < 1 ? undefined : "a number from 0 to below 1",
  minFailedTrialsForFailureRateCheck: wholeFrom(1),
  initSecondsBetweenPolls: numberFrom(0),
  secondsBetweenPollsBackoffFactor: numberFrom(1),
  ttlSecondsForTrials: numberAbove0,
  ttlSecondsForQueuedTrials: numberAbove0,
  timeoutHours: numberAbove0,
  maxRetries: wholeFrom(0),
  retryBackoffMs: numberFrom(0),
  submitTimeoutMs: numberAbove0,
  callTimeoutMs: numberAbove0,
  submissionGraceMs: numberFrom(0),
  stopGraceMs: numberAbove0,
  earlyStoppingStrategy: (value) =>
    hasMethod(value, "trialsToStop") ? undefined : "a strategy, e.g. successiveHalving()",
  unknownGraceMs: numberFrom(0),
  missingGraceMs: numberFrom(0),
  resultsGraceMs: numberFrom(0),
};

/**
 * The definition, checked: every field known, of its type and in range.
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the field, the value and the remedy
 */
export function checkDefinition(value: unknown): ExperimentDefinition {
  if (!isRecord(value)) {
    throw invalid(`The experiment is ${show(value)}; give an object: defineExperiment({ … }).`);
  }
  const known = [...Object.keys(required), ...Object.keys(optional)];
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const guess = nearest(key, known);
    const remedy =
      guess === undefined ? `known are ${known.join(", ")}` : `did you mean "${guess}"?`;
    throw invalid(`The experiment has an unknown field "${key}"; ${remedy}`);
  }
  for (const [key, check] of Object.entries(required)) {
    if (value[key] === undefined) throw invalid(`The experiment has no "${key}"; give one.`);
    verify(key, value[key], check);
  }
  for (const [key, check] of Object.entries(optional)) {
    if (value[key] !== undefined) verify(key, value[key], check);
  }
  checkSpace(value["parameters"]);
  const definition = value as ExperimentDefinition;
  if (definition.objective !== undefined && definition.runner.fetchResults === undefined) {
    throw invalid(
      `The experiment has the objective "${definition.objective.metric}", but its runner ` +
        `(${nameOf(definition.runner)}) fetches no results; leave the objective out or use another runner.`,
    );
  }
  for (const limit of ["ttlSecondsForTrials", "ttlSecondsForQueuedTrials"] as const) {
    if (definition[limit] === undefined || definition.runner.stop !== undefined) continue;
    throw invalid(
      `The experiment has ${limit}, but its runner (${nameOf(definition.runner)}) cannot stop ` +
        `trials; leave the limit out or use another runner.`,
    );
  }
  if (definition.earlyStoppingStrategy !== undefined) {
    if (definition.objective === undefined) {
      throw invalid("The experiment has an earlyStoppingStrategy, but no objective; give one.");
    }
    for (const member of ["stop", "fetchResults"] as const) {
      if (definition.runner[member] !== undefined) continue;
      throw invalid(
        `The experiment has an earlyStoppingStrategy, but its runner (${nameOf(definition.runner)}) ` +
          `has no ${member}; leave the strategy out or use another runner.`,
      );
    }
  }
  return definition;
}

function verify(key: string, value: unknown, check: Check): void {
  const expected = check(value);
  if (expected !== undefined) throw invalid(`${key} is ${show(value)}; give ${expected}.`);
}

function wholeFrom(least: number): Check {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least
      ? undefined
      : `a whole number of at least ${least}`;
}

function numberFrom(least: number): Check {
  return (value) =>
    typeof value === "number" && value >= least && value < Infinity
      ? undefined
      : `a number of at least ${least}`;
}

function numberAbove0(value: unknown): string | undefined {
  return typeof value === "number" && value > 0 && value < Infinity
    ? undefined
    : "a number above 0";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasMethod(value: unknown, name: PropertyKey): boolean {
  if (typeof value === "string" || value === null || value === undefined) return false;
  return typeof Reflect.get(Object(value) as object, name) === "function";
}

function nameOf(runner: Runner): string {
  return runner.constructor.name;
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "an array" : "an object";
  }
  return String(value);
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
