import { RunnerError } from "@runners/core";
import { checkParameter } from "./check-parameter.ts";
import type { SearchSpace } from "./search-space.ts";
import { showValue } from "./show-value.ts";

/**
 * The value itself, if it is a search space that can be searched.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the parameter, the field, the value and the remedy
 */
export function checkSpace(value: unknown): SearchSpace {
  if (!Array.isArray(value)) {
    throw invalid(
      `The parameters are ${showValue(value)}; give an array, ` +
        'e.g. [{ name: "lr", type: "float", bounds: [0, 1] }].',
    );
  }
  if (value.length === 0) throw invalid("There are no parameters ([]); give at least one.");
  const positions = new Map<string, number>();
  for (const [index, item] of value.entries()) {
    const position = index + 1;
    const { name } = checkParameter(item, position);
    const before = positions.get(name);
    if (before !== undefined) {
      throw invalid(
        `Parameters ${before} and ${position} both have the name ${showValue(name)}; rename or remove one.`,
      );
    }
    positions.set(name, position);
  }
  return value as SearchSpace;
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
