import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

/** Branin with a fidelity, the last parameter. Some of its infinitely many optimizers are given. */
export const augmentedBranin: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [-5, 10],
      [0, 15],
      [0, 1],
    ],
    optimalValue: 0.397887,
    optimizers: [
      [-Math.PI, 12.275, 1],
      [Math.PI, 1.3867356039019576, 0.1],
      [Math.PI, 1.781519779945532, 0.5],
      [Math.PI, 2.1763039559891064, 0.9],
    ],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const bend = 5.1 / (4 * Math.PI ** 2) - 0.1 * (1 - numberAt(x, at + 2));
      const valley = numberAt(x, at + 1) - bend * square(x1) + (5 / Math.PI) * x1 - 6;
      values[to] = square(valley) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10;
    },
  }),
};
