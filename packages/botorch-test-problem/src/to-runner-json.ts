import { RunnerError } from "@runners/core";
import type { BotorchTestProblemRunnerJson } from "./botorch-test-problem-runner-json.ts";
import type { Bounds, TestProblem } from "./functions/index.ts";
import { isBotorchProblem } from "./is-botorch-problem.ts";

/**
 * The configuration of a runner of this problem.
 *
 * @throws {RunnerError} `UNSUPPORTED` for a problem that cannot be made again from its name
 */
export function toRunnerJson(
  testProblem: TestProblem,
  modifiedBounds: Bounds | undefined,
): BotorchTestProblemRunnerJson {
  if (!isBotorchProblem(testProblem)) {
    const message = `A runner of ${testProblem.name} cannot be stored: use a problem made by testProblem().`;
    throw new RunnerError("UNSUPPORTED", message);
  }
  return {
    testProblem: testProblem.name,
    testProblemOptions: testProblem.options,
    ...(modifiedBounds !== undefined && { modifiedBounds }),
  };
}
