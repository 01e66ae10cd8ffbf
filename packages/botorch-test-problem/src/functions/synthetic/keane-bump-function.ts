import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, RequiredDimOption } from "../options.ts";
import { square } from "../square.ts";

/** The best values known; for other numbers of parameters none is published. */
const optimalValues: Readonly<Record<number, number>> = {
  2: -0.365,
  10: -0.6737,
  15: -0.781647601,
  20: -0.803619104,
  30: -0.818056222,
  40: -0.826624404,
  50: -0.83078783,
};

/** -|Σ cos⁴ xᵢ - 2 Π cos² xᵢ| / sqrt(Σ i xᵢ²), where Π xᵢ ≥ 0.75 and Σ xᵢ ≤ 7.5 dim. */
export const keaneBumpFunction: FormulaDefinition<RequiredDimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("KeaneBumpFunction", "dim", options.dim, 1);
    return {
      options: { dim },
      bounds: cube(dim, 0, 10),
      numConstraints: 2,
      optimalValue: optimalValues[dim],
      worstFeasibleValue: 0,
      objectives(x, at, values, to) {
        let fourthPowers = 0;
        let product = 1;
        let squares = 0;
        for (let i = 0; i < dim; i++) {
          const xi = numberAt(x, at + i);
          const cosine = Math.cos(xi);
          fourthPowers += square(square(cosine));
          product *= square(cosine);
          squares += (i + 1) * square(xi);
        }
        // The origin would divide by zero.
        values[to] = -Math.abs((fourthPowers - 2 * product) / Math.max(Math.sqrt(squares), 1e-3));
      },
      slacks(x, at, slacks, to) {
        let product = 1;
        let sum = 0;
        for (let i = at; i < at + dim; i++) {
          product *= numberAt(x, i);
          sum += numberAt(x, i);
        }
        slacks[to] = product - 0.75;
        slacks[to + 1] = 7.5 * dim - sum;
      },
    };
  },
};
