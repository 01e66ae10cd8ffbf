import { oneOf } from "../one-of.ts";
import { constantsPrecision } from "../constants-precision.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, ConstantsPrecisionOption, ShekelOptions } from "../options.ts";
import { square } from "../square.ts";

/** Widths of the minima, in tenths, and their places: (odd, even, odd, even). */
const widths = [1, 2, 2, 4, 4, 6, 3, 7, 5, 5];
const odd = [4, 1, 8, 6, 3, 2, 5, 8, 6, 7];
const even = [4, 1, 8, 6, 7, 9, 3, 1, 2, 3.6];

/** -Σ 1 / (|x - Cᵢ|² + βᵢ) */
export const shekel: FormulaDefinition<ShekelOptions & BoundsOption & ConstantsPrecisionOption> = {
  optionNames: ["m", "bounds", "constantsPrecision"],
  formula(options) {
    const m = oneOf("Shekel", "m", options.m ?? 10, [5, 7, 10]);
    const { precision, round } = constantsPrecision("Shekel", options.constantsPrecision);
    const beta = Float64Array.from(widths, (width) => width / 10);
    const odds = Float64Array.from(odd, round);
    const evens = Float64Array.from(even, round);
    return {
      options: { m, ...(precision === "float64" && { constantsPrecision: precision }) },
      bounds: cube(4, 0, 10),
      optimalValue: { 5: -10.1532, 7: -10.4029, 10: -10.536443 }[m],
      optimizers: [[4.000747, 3.99951, 4.00075, 3.99951]],
      objectives(x, at, values, to) {
        let sum = 0;
        for (let i = 0; i < m; i++) {
          const distance1 = numberAt(x, at) - numberAt(odds, i);
          const distance2 = numberAt(x, at + 1) - numberAt(evens, i);
          const distance3 = numberAt(x, at + 2) - numberAt(odds, i);
          const distance4 = numberAt(x, at + 3) - numberAt(evens, i);
          const first = square(distance1) + square(distance2);
          const second = square(distance3) + square(distance4);
          sum += 1 / (first + second + numberAt(beta, i));
        }
        values[to] = -sum;
      },
    };
  },
};
