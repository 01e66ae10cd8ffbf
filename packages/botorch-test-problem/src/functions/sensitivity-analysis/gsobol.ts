import { badOption } from "../bad-option.ts";
import { isNonNegative } from "../is-non-negative.ts";
import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { GsobolOptions } from "../options.ts";

/** The coefficients in common use. */
const usual: Readonly<Record<number, readonly number[]>> = {
  6: [0, 0.5, 3, 9, 99, 99],
  8: [0, 1, 4.5, 9, 99, 99, 99, 99],
  15: [1, 2, 5, 10, 20, 50, 100, 500, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
};

/** Π (|4xᵢ - 2| + aᵢ) / (1 + aᵢ) */
export const gsobol: FormulaDefinition<GsobolOptions> = {
  optionNames: ["dim", "a"],
  formula(options) {
    const dim = wholeNumber("Gsobol", "dim", options.dim, 1);
    const a = usual[dim] ?? options.a;
    if (!Array.isArray(a) || a.length !== dim || !a.every(isNonNegative)) {
      throw badOption("Gsobol", "a", a, `${dim} numbers of at least 0`);
    }
    const coefficients = Float64Array.from(a);
    return {
      options: { dim, ...(usual[dim] === undefined && { a: [...coefficients] }) },
      bounds: cube(dim, 0, 1),
      objectives(x, at, values, to) {
        let product = 1;
        for (let i = 0; i < dim; i++) {
          const ai = numberAt(coefficients, i);
          product = (product * (Math.abs(4 * numberAt(x, at + i) - 2) + ai)) / (1 + ai);
        }
        values[to] = product;
      },
    };
  },
};
