import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const branin: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [-5, 10],
      [0, 15],
    ],
    optimalValue: 0.397887,
    optimizers: [
      [-Math.PI, 12.275],
      [Math.PI, 2.275],
      [9.42478, 2.475],
    ],
    objectives(x, at, values, to) {
      values[to] = braninValue(numberAt(x, at), numberAt(x, at + 1));
    },
  }),
};

/** (x2 - 5.1/(4π²) x1² + 5/π x1 - 6)² + 10 (1 - 1/(8π)) cos x1 + 10 */
export function braninValue(x1: number, x2: number): number {
  const valley = x2 - (5.1 / (4 * Math.PI ** 2)) * square(x1) + (5 / Math.PI) * x1 - 6;
  return square(valley) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10;
}
