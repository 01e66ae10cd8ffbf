import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const styblinskiTang: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("StyblinskiTang", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -5, 5),
      optimalValue: -39.166166 * dim,
      optimizers: [repeat(dim, -2.903534)],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = at; i < at + dim; i++) {
          const xi = numberAt(x, i);
          sum += square(square(xi)) - 16 * square(xi) + 5 * xi;
        }
        values[to] = 0.5 * sum;
      },
    };
  },
};
