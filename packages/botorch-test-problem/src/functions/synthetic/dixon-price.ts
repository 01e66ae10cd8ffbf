import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { square } from "../square.ts";

export const dixonPrice: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("DixonPrice", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -10, 10),
      optimalValue: 0,
      optimizers: [Array.from({ length: dim }, (_, i) => 2 ** -(1 - 2 ** -i))],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = 1; i < dim; i++) {
          const difference = 2 * square(numberAt(x, at + i)) - numberAt(x, at + i - 1);
          sum += (i + 1) * square(difference);
        }
        values[to] = square(numberAt(x, at) - 1) + sum;
      },
    };
  },
};
