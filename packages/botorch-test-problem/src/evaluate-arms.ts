import { RunnerError, type BaseTrial } from "@runners/core";
import { armNames } from "./arm-names.ts";
import type { Bounds, TestProblem } from "./functions/index.ts";
import { pointOf } from "./point-of.ts";

/**
 * The objectives and slacks of each arm. All arms are checked before one is evaluated, so that an
 * invalid trial draws no noise.
 *
 * @throws {RunnerError} `INVALID_TRIAL` for an arm that is not a point of the problem, or where the
 *   problem has no finite value
 */
export function evaluateArms(
  trial: BaseTrial,
  problem: TestProblem,
  modifiedBounds: Bounds | undefined,
): { readonly [armName: string]: readonly number[] } {
  const names = armNames(trial);
  const points = trial.arms.map(({ parameters }, i) =>
    pointOf(parameters, problem, modifiedBounds, (message) => {
      const arm = `Trial ${trial.index}, arm ${JSON.stringify(names[i])}`;
      return new RunnerError("INVALID_TRIAL", `${arm}: ${message}`, { trialIndex: trial.index });
    }),
  );
  const results = points.map((point, i) => {
    const values = [...problem.evaluate(point), ...problem.evaluateSlack(point)];
    if (values.every(Number.isFinite)) return [names[i], values];
    // JSON, and so the metadata, has no infinities.
    const message = `Trial ${trial.index}: ${problem.name} is ${values.join(", ")} at ${point.join(", ")}, which cannot be recorded; give another point.`;
    throw new RunnerError("INVALID_TRIAL", message, { trialIndex: trial.index });
  });
  return Object.fromEntries(results) as { readonly [armName: string]: readonly number[] };
}
