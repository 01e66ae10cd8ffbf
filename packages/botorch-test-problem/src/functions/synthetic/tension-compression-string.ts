import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

/** Each slack is at least -100: the second has a pole where the first two parameters are equal. */
export const tensionCompressionString: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [0.01, 1],
      [0.01, 1],
      [0.01, 20],
    ],
    numConstraints: 4,
    optimalValue: 0.012681,
    worstFeasibleValue: 0.306081,
    objectives(x, at, values, to) {
      values[to] = square(numberAt(x, at)) * numberAt(x, at + 1) * (numberAt(x, at + 2) + 2);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const x3 = numberAt(x, at + 2);
      const square1 = square(x1);
      const square2 = square(x2);
      const deflection = 1 - (square2 * x2 * x3) / (71785 * square(square1));
      const shear = (4 * square2 - x1 * x2) / (12566 * (square1 * x1) * (x2 - x1));
      slacks[to] = -Math.min(deflection, 100);
      slacks[to + 1] = -Math.min(shear + 1 / (5108 * square1) - 1, 100);
      slacks[to + 2] = -Math.min(1 - (140.45 * x1) / (x3 * square2), 100);
      slacks[to + 3] = -Math.min((x1 + x2) / 1.5 - 1, 100);
    },
  }),
};
