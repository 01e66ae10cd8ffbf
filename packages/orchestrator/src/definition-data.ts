import { isDeepStrictEqual } from "node:util";
import type { JsonObject, JsonValue } from "@runners/core";
import type { ExperimentDefinition, OrchestratorOptions } from "./experiment-definition.ts";

/** How an experiment is driven, which may differ from machine to machine, and not what it is. */
const driving: ReadonlySet<string> = new Set<keyof OrchestratorOptions>([
  "maxPendingTrials",
  "initSecondsBetweenPolls",
  "secondsBetweenPollsBackoffFactor",
]);

/** What of a definition is data; the runner, candidates and strategies are code and left out. */
export function dataOf(definition: ExperimentDefinition): JsonObject {
  const { runner: _, candidates: __, earlyStoppingStrategy: ___, ...data } = definition;
  const kept = Object.entries(data).filter(([name]) => !driving.has(name));
  return JSON.parse(JSON.stringify(Object.fromEntries(kept))) as JsonObject;
}

/** What differs between two definitions, each as one phrase: `lr.bounds was [0,1] and is [0,2]`. */
export function differences(before: JsonObject, now: JsonObject): readonly string[] {
  const { parameters: parametersBefore, ...restBefore } = before;
  const { parameters: parametersNow, ...restNow } = now;
  return [
    ...between(restBefore, restNow, ""),
    ...between(byName(parametersBefore), byName(parametersNow), "parameter "),
  ];
}

function between(before: JsonObject, now: JsonObject, prefix: string): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before[name], now[name]];
    if (isDeepStrictEqual(was, is)) return [];
    if (isObject(was) && isObject(is)) return between(was, is, `${prefix}${name}.`);
    if (was === undefined) return [`${prefix}${name} is new: ${JSON.stringify(is)}`];
    if (is === undefined) return [`${prefix}${name} is gone: it was ${JSON.stringify(was)}`];
    return [`${prefix}${name} was ${JSON.stringify(was)} and is ${JSON.stringify(is)}`];
  });
}

/** Parameters by their names, so that each is compared with itself. */
function byName(parameters: JsonValue | undefined): JsonObject {
  const named: Record<string, JsonValue> = {};
  for (const parameter of Array.isArray(parameters) ? (parameters as JsonObject[]) : []) {
    const { name, ...rest } = parameter;
    if (typeof name === "string") named[name] = rest;
  }
  return named;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
