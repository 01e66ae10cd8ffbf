import { constantsPrecision } from "../constants-precision.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { ConstantsPrecisionOption } from "../options.ts";
import { square } from "../square.ts";
import { hartmannTables } from "../synthetic/hartmann-tables.ts";

/** Hartmann of six parameters with a fidelity, the last parameter. */
export const augmentedHartmann: FormulaDefinition<ConstantsPrecisionOption> = {
  optionNames: ["constantsPrecision"],
  formula(options) {
    const { precision, round } = constantsPrecision(
      "AugmentedHartmann",
      options.constantsPrecision,
    );
    const { alpha, weights, centres } = hartmannTables(6, round);
    return {
      options: { ...(precision === "float64" && { constantsPrecision: precision }) },
      bounds: cube(7, 0, 1),
      optimalValue: -3.32237,
      optimizers: [[0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573, 1]],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = 0; i < 4; i++) {
          let exponent = 0;
          for (let j = 0; j < 6; j++) {
            const distance = numberAt(x, at + j) - numberAt(centres, i * 6 + j);
            exponent += numberAt(weights, i * 6 + j) * square(distance);
          }
          const lost = i === 0 ? 0.1 * (1 - numberAt(x, at + 6)) : 0;
          sum += (numberAt(alpha, i) - lost) * Math.exp(-exponent);
        }
        values[to] = -sum;
      },
    };
  },
};
