import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

export const vehicleSafety: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: cube(5, 1, 3),
    numObjectives: 3,
    refPoint: [1864.72022, 11.81993945, 0.2903999384],
    maxHv: 246.81607081187002,
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const x5 = numberAt(x, at + 4);
      values[to] =
        1640.2823 +
        2.3573285 * x1 +
        2.3220035 * x2 +
        4.5688768 * x3 +
        7.7213633 * x4 +
        4.4559504 * x5;
      values[to + 1] =
        6.5856 +
        1.15 * x1 -
        1.0427 * x2 +
        0.9738 * x3 +
        0.8364 * x4 -
        0.3695 * x1 * x4 +
        0.0861 * x1 * x5 +
        0.3628 * x2 * x4 -
        0.1106 * square(x1) -
        0.3437 * square(x3) +
        0.1764 * square(x4);
      values[to + 2] =
        -0.0551 +
        0.0181 * x1 +
        0.1024 * x2 +
        0.0421 * x3 -
        0.0073 * x1 * x2 +
        0.024 * x2 * x3 -
        0.0118 * x2 * x4 -
        0.0204 * x3 * x4 -
        0.008 * x3 * x5 -
        0.0241 * square(x2) +
        0.0109 * square(x4);
    },
  }),
};
