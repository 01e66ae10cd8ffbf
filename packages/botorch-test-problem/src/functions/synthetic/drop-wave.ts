import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const dropWave: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, -5.12, 5.12),
    optimalValue: -1,
    optimizers: [[0, 0]],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const norm = Math.sqrt(square(x1) + square(x2));
      values[to] = -(1 + Math.cos(12 * norm)) / (0.5 * square(norm) + 2);
    },
  }),
};
