import { badOption } from "./bad-option.ts";
import { isNonNegative } from "./is-non-negative.ts";
import { Noise } from "./noise.ts";

/**
 * The noise that an option asks for, if it asks for any.
 *
 * @throws {RangeError} unless it is one number of at least 0, or `size` of them
 */
export function noiseFrom(
  problem: string,
  option: "noiseStd" | "constraintNoiseStd",
  size: number,
  value: number | readonly number[] | undefined,
  random: () => number,
): Noise | undefined {
  if (value === undefined) return undefined;
  const deviations: readonly unknown[] =
    typeof value === "number" ? Array.from({ length: size }, () => value) : value;
  if (
    size === 0 ||
    !Array.isArray(deviations) ||
    deviations.length !== size ||
    !deviations.every(isNonNegative)
  ) {
    const expected =
      size === 0 ? "none: there are no constraints" : `a number of at least 0, or ${size} of them`;
    throw badOption(problem, option, value, expected);
  }
  return new Noise(Float64Array.from(deviations), random);
}
