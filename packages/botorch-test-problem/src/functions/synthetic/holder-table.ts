import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const holderTable: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: cube(2, -10, 10),
    optimalValue: -19.2085,
    optimizers: [
      [8.05502, 9.66459],
      [-8.05502, -9.66459],
      [-8.05502, 9.66459],
      [8.05502, -9.66459],
    ],
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const exponent = Math.abs(1 - Math.sqrt(square(x1) + square(x2)) / Math.PI);
      values[to] = -Math.abs(Math.sin(x1) * Math.cos(x2) * Math.exp(exponent));
    },
  }),
};
