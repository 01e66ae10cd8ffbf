import { RunnerError } from "@runners/core";
import type { Bounds, TestProblem } from "./functions/index.ts";

/**
 * @throws {RunnerError} `INVALID_ARGUMENT` unless there is a pair of different numbers, the lower
 *   one first, for each parameter
 */
export function checkModifiedBounds(bounds: Bounds, problem: TestProblem): void {
  const given: unknown = bounds;
  if (!Array.isArray(given) || given.length !== problem.dim) {
    const length = Array.isArray(given) ? `${given.length} pairs` : String(given);
    throw invalid(`modifiedBounds is ${length}; give ${problem.dim}, one for each parameter.`);
  }
  for (const [i, pair] of given.entries()) {
    if (!isRange(pair)) {
      const received: string = JSON.stringify(pair) ?? String(pair);
      throw invalid(
        `modifiedBounds[${i}] is ${received}; give [lower, upper], finite, lower first.`,
      );
    }
  }
}

function isRange(pair: unknown): boolean {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [lower, upper]: unknown[] = pair;
  return Number.isFinite(lower) && Number.isFinite(upper) && Number(lower) < Number(upper);
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
