import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const rastrigin: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Rastrigin", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -5.12, 5.12),
      optimalValue: 0,
      optimizers: [repeat(dim, 0)],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = at; i < at + dim; i++) {
          const xi = numberAt(x, i);
          sum += square(xi) - 10 * Math.cos(2 * Math.PI * xi);
        }
        values[to] = 10 * dim + sum;
      },
    };
  },
};
