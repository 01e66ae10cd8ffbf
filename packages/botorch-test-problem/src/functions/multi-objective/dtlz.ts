import { badOption } from "../bad-option.ts";
import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { Formula, FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { NumObjectivesOption, RequiredDimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

/** The distance of the last parameters from where the front is: those from `from` to `end`. */
export type Distance = (points: Float64Array, from: number, end: number) => number;

export type DtlzOptions = RequiredDimOption & NumObjectivesOption;
export type DtlzDefinition = FormulaDefinition<DtlzOptions>;

/** A DTLZ problem, made from the sizes once they are checked. */
export function dtlz(
  name: string,
  referenceValue: number,
  rest: (dim: number, m: number) => Pick<Formula, "objectives"> & Partial<Formula>,
): DtlzDefinition {
  return {
    optionNames: ["dim", "numObjectives"],
    formula(options) {
      const numObjectives = wholeNumber(name, "numObjectives", options.numObjectives ?? 2, 2);
      const dim = wholeNumber(name, "dim", options.dim, 1);
      if (dim <= numObjectives) {
        const expected = `more parameters than the ${numObjectives} objectives`;
        throw badOption(name, "dim", dim, expected);
      }
      return {
        options: { dim, numObjectives },
        bounds: cube(dim, 0, 1),
        numObjectives,
        refPoint: repeat(numObjectives, referenceValue),
        ...rest(dim, numObjectives),
      };
    },
  };
}

/** Σ (xᵢ - ½)² */
export const bowl: Distance = (x, from, end) => {
  let sum = 0;
  for (let i = from; i < end; i++) sum += square(numberAt(x, i) - 0.5);
  return sum;
};

/** 100 (k + Σ (xᵢ - ½)² - cos(20π (xᵢ - ½))): a bowl with many local minima. */
export const rippledBowl: Distance = (x, from, end) => {
  let sum = 0;
  for (let i = from; i < end; i++) {
    const offset = numberAt(x, i) - 0.5;
    sum += square(offset) - Math.cos(20 * Math.PI * offset);
  }
  return 100 * (end - from + sum);
};
