import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { DimOption } from "../options.ts";
import { square } from "../square.ts";

/** The best sequences known, as lengths of their runs of equal digits, the first run of zeros. */
const best: Readonly<Record<number, { value: number; runs: string }>> = {
  10: { value: 3.846, runs: "42211" },
  20: { value: 7.692, runs: "5113112321" },
  30: { value: 7.627, runs: "551212111113231" },
  40: { value: 7.407, runs: "44412112131121313131" },
  50: { value: 8.17, runs: "215131311224112241141142" },
  60: { value: 8.257, runs: "761112141111131124211322211222" },
};

/** The merit factor of a binary sequence, to be maximized: dim² / (2 Σ autocorrelation²). */
export const labs: FormulaDefinition<DimOption> = {
  optionNames: ["dim"],
  formula(options) {
    // One digit has no autocorrelation to divide by.
    const dim = wholeNumber("Labs", "dim", options.dim ?? 30, 2);
    const known = best[dim];
    return {
      options: { dim },
      bounds: cube(dim, 0, 1),
      discreteIndices: Array.from({ length: dim }, (_, index) => index),
      maximize: true,
      optimalValue: known?.value,
      optimizers: known && [digits(known.runs)],
      objectives(x, at, values, to) {
        let energy = 0;
        for (let shift = 1; shift < dim; shift++) {
          let correlation = 0;
          for (let i = at; i < at + dim - shift; i++) {
            correlation += (2 * numberAt(x, i) - 1) * (2 * numberAt(x, i + shift) - 1);
          }
          energy += square(correlation);
        }
        values[to] = square(dim) / (2 * energy);
      },
    };
  },
};

function digits(runs: string): readonly number[] {
  return runs
    .split("")
    .flatMap((length, run) => Array.from({ length: Number(length) }, () => run % 2));
}
