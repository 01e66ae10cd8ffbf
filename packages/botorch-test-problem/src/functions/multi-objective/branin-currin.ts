import { cube } from "../cube.ts";
import type { Formula, FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";
import { braninValue } from "../synthetic/branin.ts";
import { currinQuotient } from "./currin-quotient.ts";

export const braninCurrin: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: braninCurrinFormula,
};

/** Branin and Currin on a disk around the middle. */
export const constrainedBraninCurrin: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    ...braninCurrinFormula(),
    refPoint: [80, 12],
    maxHv: 608.4004237022673,
    numConstraints: 1,
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at) * 15 - 5;
      const x2 = numberAt(x, at + 1) * 15;
      slacks[to] = 50 - square(x1 - 2.5) - square(x2 - 7.5);
    },
  }),
};

function braninCurrinFormula(): Formula {
  return {
    options: {},
    bounds: cube(2, 0, 1),
    numObjectives: 2,
    refPoint: [18, 6],
    maxHv: 59.36011874867746,
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      values[to] = braninValue(15 * x1 - 5, 15 * x2);
      values[to + 1] = currinQuotient(1 - Math.exp(-1 / (2 * x2)), x1);
    },
  };
}
