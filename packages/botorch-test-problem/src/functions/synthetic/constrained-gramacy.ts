import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const constrainedGramacy: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, 0, 1),
    numConstraints: 2,
    optimalValue: 0.5998,
    optimizers: [[0.1954, 0.4044]],
    worstFeasibleValue: 1.732051,
    objectives(x, at, values, to) {
      values[to] = numberAt(x, at) + numberAt(x, at + 1);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const wave = Math.sin(2 * Math.PI * (square(x1) - 2 * x2));
      slacks[to] = -(1.5 - x1 - 2 * x2 - 0.5 * wave);
      slacks[to + 1] = -(square(x1) + square(x2) - 1.5);
    },
  }),
};
