import { checkKeys } from "../space/check-keys.ts";
import { checkSpace } from "../space/check-space.ts";
import type { ParametersIn, SearchSpace } from "../space/search-space.ts";
import { seededRandom } from "./seeded-random.ts";
import { unitCube } from "./unit-cube.ts";

export type UniformOptions = {
  /** A whole number; equal seeds give equal candidates. Has no default: a rerun must repeat them. */
  readonly seed: number;
};

/**
 * Candidates drawn at random, each independent of the others, uniform on the scale of each parameter.
 * Endless. Every iteration begins anew and gives the same ones.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a space or an option that cannot be
 */
export function uniform<const S extends SearchSpace>(
  space: S,
  options: UniformOptions,
): Iterable<ParametersIn<S>> {
  checkSpace(space);
  checkKeys("Options of uniform", options, ["seed"]);
  const newRandom = seededRandom("uniform", options.seed);
  const cube = unitCube(space);
  return {
    *[Symbol.iterator]() {
      const random = newRandom();
      for (;;) yield cube.at(Array.from({ length: cube.dimensions }, () => random()));
    },
  };
}
