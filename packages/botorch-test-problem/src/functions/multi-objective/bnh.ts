import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

export const bnh: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [0, 5],
      [0, 3],
    ],
    numObjectives: 2,
    numConstraints: 2,
    refPoint: [0, 0],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      values[to] = 4 * (square(x1) + square(x2));
      values[to + 1] = square(x1 - 5) + square(x2 - 5);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      slacks[to] = 25 - square(x1 - 5) - square(x2);
      slacks[to + 1] = square(x1 - 8) + square(x2 + 3) - 7.7;
    },
  }),
};
