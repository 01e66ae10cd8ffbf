import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const griewank: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Griewank", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -600, 600),
      optimalValue: 0,
      optimizers: [repeat(dim, 0)],
      objectives(x, at, values, to) {
        let sum = 0;
        let product = 1;
        for (let i = 0; i < dim; i++) {
          const xi = numberAt(x, at + i);
          sum += square(xi) / 4000;
          product *= Math.cos(xi / Math.sqrt(i + 1));
        }
        values[to] = sum - product + 1;
      },
    };
  },
};
