import type { Parameterization, RunnerError } from "@runners/core";
import type { Bounds, TestProblem } from "./functions/index.ts";
import { carryOver } from "./carry-over.ts";

/**
 * The point of the problem that the parameters stand for, in their order.
 *
 * @param refuse makes the error for what is wrong with them
 */
export function pointOf(
  parameters: Parameterization,
  problem: TestProblem,
  modifiedBounds: Bounds | undefined,
  refuse: (message: string) => RunnerError,
): readonly number[] {
  const entries = Object.entries(parameters);
  if (entries.length !== problem.dim) {
    throw refuse(
      `it has ${entries.length} parameters (${entries.map(([name]) => name).join(", ")}); ` +
        `${problem.name} takes ${problem.dim}.`,
    );
  }
  return entries.map(([name, value], i) => {
    const own = problem.bounds[i] ?? [NaN, NaN];
    const bounds = modifiedBounds?.[i] ?? own;
    const [lower, upper] = bounds;
    if (typeof value !== "number") {
      throw refuse(`${name} is ${JSON.stringify(value)}; give a number from ${lower} to ${upper}.`);
    }
    // Not turned round: NaN compares as false.
    if (!(value >= lower && value <= upper)) {
      const whose = modifiedBounds === undefined ? problem.name : "modifiedBounds";
      throw refuse(`${name} is ${value}; give a number from ${lower} to ${upper} (${whose}).`);
    }
    const coordinate = modifiedBounds === undefined ? value : carryOver(value, bounds, own);
    if (problem.discreteIndices.includes(i) && !Number.isInteger(coordinate)) {
      const meaning = coordinate === value ? "" : `, which stands for ${coordinate}`;
      throw refuse(`${name} is ${value}${meaning}; ${problem.name} takes a whole number there.`);
    }
    return coordinate;
  });
}
