import type { FixedParameter } from "../space/parameter.ts";
import type { ParametersIn, SearchSpace } from "../space/search-space.ts";
import { fromUnit, type VariedParameter } from "./from-unit.ts";

/** A search space as a cube: each parameter that is not fixed is an axis from 0 to below 1. */
export type UnitCube<P> = {
  readonly dimensions: number;
  /** The parameterization at a point of the cube, which has a coordinate for each dimension. */
  at(point: ArrayLike<number>): P;
};

/** See {@link UnitCube}; the axes are in the order of the parameters. */
export function unitCube<S extends SearchSpace>(space: S): UnitCube<ParametersIn<S>> {
  return {
    dimensions: space.filter(isVaried).length,
    at(point) {
      let axis = 0;
      return Object.fromEntries(
        space.map((parameter) => [
          parameter.name,
          isVaried(parameter) ? fromUnit(parameter, point[axis++] as number) : parameter.value,
        ]),
      ) as ParametersIn<S>;
    },
  };
}

function isVaried(parameter: VariedParameter | FixedParameter): parameter is VariedParameter {
  return parameter.type !== "fixed";
}
