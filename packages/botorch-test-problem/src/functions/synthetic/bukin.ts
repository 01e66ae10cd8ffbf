import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const bukin: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [-15, -5],
      [-3, 3],
    ],
    optimalValue: 0,
    optimizers: [[-10, 1]],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      values[to] = 100 * Math.sqrt(Math.abs(x2 - 0.01 * square(x1))) + 0.01 * Math.abs(x1 + 10);
    },
  }),
};
