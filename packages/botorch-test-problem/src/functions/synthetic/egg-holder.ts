import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";

export const eggHolder: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, -512, 512),
    optimalValue: -959.6407,
    optimizers: [[512, 404.2319]],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const first = -(x2 + 47) * Math.sin(Math.sqrt(Math.abs(x2 + x1 / 2 + 47)));
      values[to] = first - x1 * Math.sin(Math.sqrt(Math.abs(x1 - (x2 + 47))));
    },
  }),
};
