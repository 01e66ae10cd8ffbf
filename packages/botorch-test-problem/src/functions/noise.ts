import { badOption, isNonNegative } from "./check-option.ts";
import { normal } from "./normal.ts";
import { numberAt } from "./number-at.ts";

/** Normal noise on results that come in groups of `size`, each with its own standard deviation. */
export class Noise {
  readonly #deviations: Float64Array;
  readonly #random: () => number;

  constructor(deviations: Float64Array, random: () => number) {
    this.#deviations = deviations;
    this.#random = random;
  }

  addTo(results: Float64Array): void {
    const size = this.#deviations.length;
    for (let i = 0; i < results.length; i++) {
      results[i] =
        numberAt(results, i) + numberAt(this.#deviations, i % size) * normal(this.#random);
    }
  }
}

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
