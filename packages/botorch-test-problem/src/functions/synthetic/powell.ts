import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

/** Parameters count in fours; those left over do not change the value. */
export const powell: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Powell", "dim", options.dim ?? 4, 1);
    return {
      options: { dim },
      bounds: cube(dim, -4, 5),
      optimalValue: 0,
      optimizers: [repeat(dim, 0)],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = at; i + 3 < at + dim; i += 4) {
          const x1 = numberAt(x, i);
          const x2 = numberAt(x, i + 1);
          const x3 = numberAt(x, i + 2);
          const x4 = numberAt(x, i + 3);
          const squares = square(x1 + 10 * x2) + 5 * square(x3 - x4);
          sum += squares + square(square(x2 - 2 * x3)) + 10 * square(square(x1 - x4));
        }
        values[to] = sum;
      },
    };
  },
};
