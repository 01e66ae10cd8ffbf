import type { FormulaDefinition } from "../formula.ts";
import { cube } from "../cube.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const beale: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, -4.5, 4.5),
    optimalValue: 0,
    optimizers: [[3, 0.5]],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const second = 2.25 - x1 + x1 * square(x2);
      const third = 2.625 - x1 + x1 * (square(x2) * x2);
      values[to] = square(1.5 - x1 + x1 * x2) + square(second) + square(third);
    },
  }),
};
