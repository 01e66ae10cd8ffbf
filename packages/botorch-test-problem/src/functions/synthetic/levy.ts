import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const levy: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Levy", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -10, 10),
      optimalValue: 0,
      optimizers: [repeat(dim, 1)],
      objectives(x, at, values, to) {
        values[to] = levyValue(x, at, dim);
      },
    };
  },
};

/**
 * sin²(πw₁) + Σ (wᵢ - 1)² (1 + 10 sin²(πwᵢ + 1)) + (w_d - 1)² (1 + sin²(2πw_d)), for
 * w = 1 + (x - 1) / 4, at the `dim` numbers from `x[at]` on.
 */
export function levyValue(x: Float64Array, at: number, dim: number): number {
  const start = Math.sin(Math.PI * scaled(x, at));
  let sum = 0;
  for (let i = at; i < at + dim - 1; i++) {
    const w = scaled(x, i);
    const sine = Math.sin(Math.PI * w + 1);
    sum += square(w - 1) * (1 + 10 * square(sine));
  }
  const last = scaled(x, at + dim - 1);
  const sine = Math.sin(2 * Math.PI * last);
  return square(start) + sum + square(last - 1) * (1 + square(sine));
}

function scaled(x: Float64Array, index: number): number {
  return 1 + (numberAt(x, index) - 1) / 4;
}
