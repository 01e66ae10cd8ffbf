import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const rosenbrock: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Rosenbrock", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -5, 10),
      optimalValue: 0,
      optimizers: [repeat(dim, 1)],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = at; i < at + dim - 1; i++) {
          const xi = numberAt(x, i);
          sum += 100 * square(numberAt(x, i + 1) - square(xi)) + square(xi - 1);
        }
        values[to] = sum;
      },
    };
  },
};
