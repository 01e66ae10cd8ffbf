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

/** The value that lies in the one range where `value` lies in the other. */
export function carryOver(
  value: number,
  [fromLower, fromUpper]: readonly [number, number],
  [lower, upper]: readonly [number, number],
): number {
  const share = (value - fromLower) / (fromUpper - fromLower);
  // Rounding may overshoot an end by the last digit.
  return Math.min(Math.max(share * (upper - lower) + lower, lower), upper);
}

function isRange(pair: unknown): boolean {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [lower, upper]: unknown[] = pair;
  return Number.isFinite(lower) && Number.isFinite(upper) && Number(lower) < Number(upper);
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
