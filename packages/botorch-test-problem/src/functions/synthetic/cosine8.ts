import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

/** To be maximized, unlike most others. */
export const cosine8: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(8, -1, 1),
    optimalValue: 0.8,
    optimizers: [repeat(8, 0)],
    maximize: true,
    objectives(x, at, values, to) {
      let sum = 0;
      for (let i = at; i < at + 8; i++) {
        const xi = numberAt(x, i);
        sum += 0.1 * Math.cos(5 * Math.PI * xi) - square(xi);
      }
      values[to] = sum;
    },
  }),
};
