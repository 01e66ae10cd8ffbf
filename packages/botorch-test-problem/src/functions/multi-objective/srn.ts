import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

/** BoTorch squares twice in the first constraint, which is published as a circle. */
export const srn: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: cube(2, -20, 20),
    numObjectives: 2,
    numConstraints: 2,
    refPoint: [0, 0],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      values[to] = 2 + (square(x1 - 2) + square(x2 - 2));
      values[to + 1] = 9 * x1 - square(x2 - 1);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      slacks[to] = 225 - (square(square(x1)) + square(square(x2)));
      slacks[to + 1] = -10 - x1 + 3 * x2;
    },
  }),
};
