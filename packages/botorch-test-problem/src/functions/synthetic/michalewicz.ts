import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { square } from "../square.ts";

/** An optimum is published for 2 parameters; for 5 and 10 only its value. */
export const michalewicz: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Michalewicz", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, 0, Math.PI),
      optimalValue: { 2: -1.80130341, 5: -4.687658, 10: -9.66015 }[dim],
      optimizers: dim === 2 ? [[2.20290552, 1.57079633]] : undefined,
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = 0; i < dim; i++) {
          const xi = numberAt(x, at + i);
          sum += Math.sin(xi) * Math.sin(((i + 1) * square(xi)) / Math.PI) ** 20;
        }
        values[to] = -sum;
      },
    };
  },
};
