import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

export const discBrake: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [55, 80],
      [75, 110],
      [1000, 3000],
      [11, 20],
    ],
    numObjectives: 2,
    numConstraints: 4,
    refPoint: [5.7771, 3.9651],
    objectives(x, at, values, to) {
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const squares = differenceOfSquares(x, at);
      values[to] = 4.9 * 1e-5 * squares * (x4 - 1);
      values[to + 1] = (9.82 * 1e6 * squares) / (x3 * x4 * differenceOfCubes(x, at));
    },
    slacks(x, at, slacks, to) {
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const squares = differenceOfSquares(x, at);
      const cubes = differenceOfCubes(x, at);
      slacks[to] = numberAt(x, at + 1) - numberAt(x, at) - 20;
      slacks[to + 1] = 0.4 - x3 / (3.14 * squares);
      slacks[to + 2] = 1 - (2.22 * 1e-3 * x3 * cubes) / square(squares);
      slacks[to + 3] = (2.66 * 1e-2 * x3 * x4 * cubes) / squares - 900;
    },
  }),
};

function differenceOfSquares(x: Float64Array, at: number): number {
  return square(numberAt(x, at + 1)) - square(numberAt(x, at));
}

function differenceOfCubes(x: Float64Array, at: number): number {
  const inner = numberAt(x, at);
  const outer = numberAt(x, at + 1);
  return square(outer) * outer - square(inner) * inner;
}
