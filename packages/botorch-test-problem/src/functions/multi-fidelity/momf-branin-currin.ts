import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { currinQuotient } from "../multi-objective/currin-quotient.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

/** Branin and Currin, rescaled, with a fidelity, the last parameter. */
export const momfBraninCurrin: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: cube(3, 0, 1),
    numObjectives: 2,
    refPoint: [0, 0],
    maxHv: 0.5235514158034145,
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const lost = 1 - numberAt(x, at + 2);
      const currin = currinQuotient(1 - 0.1 * lost * Math.exp(-1 / (2 * x2)), x1);
      values[to] = -((21 - branin(15 * x1 - 5, 15 * x2, lost)) / 22);
      values[to + 1] = -((-currin + 14) / 15);
    },
  }),
};

function branin(x1: number, x2: number, lost: number): number {
  const b = 5.1 / (4 * Math.PI ** 2) - 0.01 * lost;
  const c = 5 / Math.PI - 0.1 * lost;
  const t = 1 / (8 * Math.PI) + 0.05 * lost;
  return square(x2 - b * square(x1) + c * x1 - 6) + 10 * (1 - t) * Math.cos(x1) + 10;
}
