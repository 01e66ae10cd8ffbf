import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

export const osy: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [0, 10],
      [0, 10],
      [1, 5],
      [0, 6],
      [1, 5],
      [0, 10],
    ],
    numObjectives: 2,
    numConstraints: 6,
    refPoint: [-75, 75],
    objectives(x, at, values, to) {
      let squares = 0;
      for (let i = at; i < at + 6; i++) squares += square(numberAt(x, i));
      values[to] = -(
        25 * square(numberAt(x, at) - 2) +
        square(numberAt(x, at + 1) - 2) +
        square(numberAt(x, at + 2) - 1) +
        square(numberAt(x, at + 3) - 4) +
        square(numberAt(x, at + 4) - 1)
      );
      values[to + 1] = squares;
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      slacks[to] = x1 + x2 - 2;
      slacks[to + 1] = 6 - x1 - x2;
      slacks[to + 2] = 2 - x2 + x1;
      slacks[to + 3] = 2 - x1 + 3 * x2;
      slacks[to + 4] = 4 - square(numberAt(x, at + 2) - 3) - numberAt(x, at + 3);
      slacks[to + 5] = square(numberAt(x, at + 4) - 3) + numberAt(x, at + 5) - 4;
    },
  }),
};
