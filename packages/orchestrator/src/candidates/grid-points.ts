import { RunnerError } from "@runners/core";
import { checkKeys } from "../space/check-keys.ts";
import type { SearchSpace } from "../space/search-space.ts";
import { showValue } from "../space/show-value.ts";

/**
 * How many values of each float and int parameter a grid has, by name, where its option says so.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for an unknown name, or what is not a whole number from 1
 */
export function gridPoints(space: SearchSpace, points: unknown): ReadonlyMap<string, number> {
  const names = space
    .filter(({ type }) => type === "float" || type === "int")
    .map(({ name }) => name);
  if (points === undefined) return new Map();
  if (typeof points !== "object") {
    const count = wholeNumber("points", points);
    return new Map(names.map((name) => [name, count]));
  }
  checkKeys("Option points of grid", points, names);
  return new Map(
    Object.entries(points)
      .filter(([, count]) => count !== undefined)
      .map(([name, count]) => [name, wholeNumber(`points of ${showValue(name)}`, count)]),
  );
}

function wholeNumber(what: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `grid: ${what} is ${showValue(value)}; give a whole number of at least 1.`,
  );
}
