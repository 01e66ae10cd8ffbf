import type { ParameterValue } from "@runners/core";
import type { FloatParameter, IntParameter, Parameter } from "../space/parameter.ts";
import { interpolate } from "./interpolate.ts";

const defaultFloatPoints = 5;

/** The values of one parameter in a grid, in order, each once. See `GridOptions` for `points`. */
export function* gridLevels(
  parameter: Parameter,
  points: number | undefined,
): Generator<ParameterValue, void> {
  switch (parameter.type) {
    case "fixed":
      yield parameter.value;
      break;
    case "choice":
      yield* parameter.values;
      break;
    case "float":
      yield* rising(spaced(parameter, points ?? defaultFloatPoints));
      break;
    case "int": {
      const [lower, upper] = parameter.bounds;
      if (points === undefined || points > upper - lower) yield* wholeNumbers(lower, upper);
      else yield* rising(spaced(parameter, points).map(rounded));
    }
  }
}

/** As many numbers, evenly spaced on the scale, with both bounds; a single one is in the middle. */
function* spaced({ bounds, scale }: FloatParameter | IntParameter, points: number) {
  for (let i = 0; i < points; i += 1) {
    yield interpolate(bounds, scale ?? "linear", points === 1 ? 0.5 : i / (points - 1));
  }
}

/** Without the -0 that `Math.round` makes of -0.5. */
function rounded(value: number): number {
  return Math.round(value) + 0;
}

function* wholeNumbers(lower: number, upper: number) {
  for (let value = lower; value <= upper; value += 1) yield value;
}

/** Those that are above all before them: rounding may repeat a value, or fall by a last digit. */
function* rising(values: Iterable<number>) {
  let highest = -Infinity;
  for (const value of values) {
    if (value <= highest) continue;
    highest = value;
    yield value;
  }
}
