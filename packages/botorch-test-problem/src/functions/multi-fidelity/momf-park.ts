import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

/** The two Park functions, moved and rescaled, with a fidelity, the last parameter. */
export const momfPark: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: cube(5, 0, 1),
    numObjectives: 2,
    refPoint: [0, 0],
    maxHv: 0.08551927363087991,
    objectives(x, at, values, to) {
      const x1 = 1 - 2 * square(numberAt(x, at) - 0.6);
      const x2 = numberAt(x, at + 1);
      const x3 = 1 - 3 * square(numberAt(x, at + 2) - 0.5);
      const x4 = 1 - square(numberAt(x, at + 3) - 0.8);
      const fidelity = numberAt(x, at + 4);
      const factor = 0.9 + 0.1 * fidelity;
      const offset = 0.1 * (1 - fidelity);
      const root = Math.sqrt(1 + ((x2 + square(x3)) * x4) / (square(x1) + 1e-4));
      const first = ((x1 + 1e-3 * (1 - fidelity)) / 2) * root;
      const second = (x1 + 3 * x4) * Math.exp(1 + Math.sin(x3));
      const hill = (2 / 3) * Math.exp(x1 + x2);
      const wave = x4 * Math.sin(x3) * factor;
      values[to] = -((factor * (first + second - offset)) / 22 - 0.8);
      values[to + 1] = -((factor * (5 - hill + wave - x3 + offset)) / 4 - 0.7);
    },
  }),
};
