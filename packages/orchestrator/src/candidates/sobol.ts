import { RunnerError } from "@runners/core";
import { checkKeys } from "../space/check-keys.ts";
import { checkSpace } from "../space/check-space.ts";
import type { ParametersIn, SearchSpace } from "../space/search-space.ts";
import { showValue } from "../space/show-value.ts";
import { joeKuoRows } from "./joe-kuo-rows.ts";
import { seededRandom } from "./seeded-random.ts";
import { sobolPoints } from "./sobol-points.ts";
import { unitCube } from "./unit-cube.ts";

const length = 2 ** 32;
const maxDimensions = joeKuoRows.length + 1;

export type SobolOptions = {
  /**
   * A whole number that shifts the sequence: each coordinate is combined, without carry, with a random
   * number of 32 bits (a digital shift), so that other seeds give other candidates, spread as evenly.
   * Default: no shift; the first candidate then has the lower bound and the first value of everything.
   */
  readonly seed?: number | undefined;
  /** How many candidates to leave out at the beginning: a whole number below 2 ** 32. Default 0. */
  readonly skip?: number | undefined;
};

/**
 * Candidates that fill the space evenly: a Sobol sequence with the direction numbers of Joe and Kuo.
 * Without a seed its points in the unit cube are those of `scipy.stats.qmc.Sobol(d, scramble=False)`.
 * It is most even in its first 2, 4, 8, … candidates, from position 0.
 *
 * Takes up to 256 parameters that are not fixed. Ends after 2 ** 32 candidates. Every iteration begins
 * anew and gives the same ones.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a space or an option that cannot be
 */
export function sobol<const S extends SearchSpace>(
  space: S,
  options: SobolOptions = {},
): Iterable<ParametersIn<S>> {
  checkSpace(space);
  checkKeys("Options of sobol", options, ["seed", "skip"]);
  const { seed, skip = 0 } = options;
  if (!(Number.isInteger(skip) && skip >= 0 && skip < length)) {
    throw invalid(`sobol: skip is ${showValue(skip)}; give a whole number from 0 to 2 ** 32 - 1.`);
  }
  const cube = unitCube(space);
  if (cube.dimensions > maxDimensions) {
    throw invalid(
      `sobol: ${cube.dimensions} parameters are not fixed, and it takes ${maxDimensions}; ` +
        "fix some of them, or use uniform.",
    );
  }
  const shift = new Uint32Array(cube.dimensions);
  if (seed !== undefined) {
    const random = seededRandom("sobol", seed)();
    for (const dimension of shift.keys()) shift[dimension] = random.int32();
  }
  return {
    *[Symbol.iterator]() {
      for (const point of sobolPoints(shift, skip)) {
        yield cube.at(Array.from(point, (numerator) => numerator / length));
      }
    },
  };
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
