import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const sixHumpCamel: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [-3, 3],
      [-2, 2],
    ],
    optimalValue: -1.0316,
    optimizers: [
      [0.0898, -0.7126],
      [-0.0898, 0.7126],
    ],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const square1 = square(x1);
      const square2 = square(x2);
      values[to] =
        (4 - 2.1 * square1 + square(square1) / 3) * square1 + x1 * x2 + (4 * square2 - 4) * square2;
    },
  }),
};

export const threeHumpCamel: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, -5, 5),
    optimalValue: 0,
    optimizers: [[0, 0]],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const square1 = square(x1);
      values[to] = 2 * square1 - 1.05 * square(square1) + square1 ** 3 / 6 + x1 * x2 + square(x2);
    },
  }),
};
