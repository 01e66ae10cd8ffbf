import { RunnerError, type JsonObject } from "@runners/core";
import type { BotorchTestProblemRunnerJson } from "./botorch-test-problem-runner-json.ts";
import type { Bounds, StoredOptions, TestProblemName } from "./functions/index.ts";

/**
 * The configuration that was stored. What the values are is left to the runner's constructor.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` if it does not have the form of one
 */
export function readRunnerJson(json: unknown): BotorchTestProblemRunnerJson {
  const received: string = JSON.stringify(json) ?? typeof json;
  if (!isObject(json)) throw invalid(`The configuration of a runner is ${received}`);
  const { testProblem, testProblemOptions = {}, modifiedBounds = null, ...others } = json;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(`The configuration of a runner has ${unknown}`);
  if (typeof testProblem !== "string") throw invalid(`testProblem is missing in ${received}`);
  if (!isObject(testProblemOptions))
    throw invalid(`testProblemOptions is no object in ${received}`);
  return {
    testProblem: testProblem as TestProblemName,
    testProblemOptions: testProblemOptions as StoredOptions,
    ...(modifiedBounds !== null && { modifiedBounds: modifiedBounds as Bounds }),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(what: string): RunnerError {
  const remedy = "give what toJSON() returned: { testProblem, testProblemOptions, modifiedBounds }";
  return new RunnerError("INVALID_ARGUMENT", `${what}; ${remedy}.`);
}
