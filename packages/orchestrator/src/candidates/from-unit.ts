import type { ParameterValue } from "@runners/core";
import type { FixedParameter, IntParameter, Parameter } from "../space/parameter.ts";
import { interpolate } from "./interpolate.ts";

/** A parameter that takes more than one value. */
export type VariedParameter = Exclude<Parameter, FixedParameter>;

/**
 * The value of a parameter at `unit`, a number from 0 to below 1.
 *
 * - float: so far between its bounds, on its scale.
 * - int: each whole number has a slice, of equal width on a linear scale. On a log scale the slice of
 *   k is what rounds to it between lower - ½ and upper + ½, about 1/k wide.
 * - choice: each value has a slice of equal width, in the order given.
 */
export function fromUnit(parameter: VariedParameter, unit: number): ParameterValue {
  if (parameter.type === "choice") {
    return parameter.values[slice(unit, parameter.values.length)] as ParameterValue;
  }
  if (parameter.type === "int") return intFromUnit(parameter, unit);
  return interpolate(parameter.bounds, parameter.scale ?? "linear", unit);
}

function intFromUnit({ bounds: [lower, upper], scale }: IntParameter, unit: number): number {
  const value =
    scale === "log"
      ? Math.round(interpolate([lower - 0.5, upper + 0.5], "log", unit))
      : lower + slice(unit, upper - lower + 1);
  return Math.min(Math.max(value, lower), upper);
}

/** Which of `count` equal slices of [0, 1) `unit` lies in, from 0. The product never rounds up to `count`. */
function slice(unit: number, count: number): number {
  return Math.floor(unit * count);
}
