import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";

export const constr: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [0.1, 10],
      [0, 5],
    ],
    numObjectives: 2,
    numConstraints: 2,
    refPoint: [10, 10],
    objectives(x, at, values, to) {
      values[to] = numberAt(x, at);
      values[to + 1] = (1 + numberAt(x, at + 1)) / numberAt(x, at);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      slacks[to] = 9 * x1 + x2 - 6;
      slacks[to + 1] = 9 * x1 - x2 - 1;
    },
  }),
};
