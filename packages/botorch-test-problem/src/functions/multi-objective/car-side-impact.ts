import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

/** Weight, pubic force, mean velocity of the pillar, and the sum of what exceeds ten limits. */
export const carSideImpact: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [0.5, 1.5],
      [0.45, 1.35],
      [0.5, 1.5],
      [0.5, 1.5],
      [0.875, 2.625],
      [0.4, 1.2],
      [0.4, 1.2],
    ],
    numObjectives: 4,
    refPoint: [45.4872, 4.5114, 13.3394, 10.3942],
    maxHv: 484.72654347642793,
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const x5 = numberAt(x, at + 4);
      const x6 = numberAt(x, at + 5);
      const x7 = numberAt(x, at + 6);
      const force = 4.72 - 0.5 * x4 - 0.19 * x2 * x3;
      const pillar = 10.58 - 0.674 * x1 * x2 - 0.67275 * x2;
      const door = 16.45 - 0.489 * x3 * x7 - 0.843 * x5 * x6;
      values[to] =
        1.98 + 4.9 * x1 + 6.67 * x2 + 6.98 * x3 + 4.01 * x4 + 1.78 * x5 + 1e-5 * x6 + 2.73 * x7;
      values[to + 1] = force;
      values[to + 2] = 0.5 * (pillar + door);
      values[to + 3] =
        excess(1 - 1.16 + 0.3717 * x2 * x4 + 0.0092928 * x3) +
        excess(
          0.32 -
            0.261 +
            0.0159 * x1 * x2 +
            0.06486 * x1 +
            0.019 * x2 * x7 -
            0.0144 * x3 * x5 -
            0.0154464 * x6,
        ) +
        excess(
          0.32 -
            0.214 -
            0.00817 * x5 +
            0.045195 * x1 +
            0.0135168 * x1 -
            0.03099 * x2 * x6 +
            0.018 * x2 * x7 -
            0.007176 * x3 -
            0.023232 * x3 +
            0.00364 * x5 * x6 +
            0.018 * square(x2),
        ) +
        excess(0.32 - 0.74 + 0.61 * x2 + 0.031296 * x3 + 0.031872 * x7 - 0.227 * square(x2)) +
        excess(32 - 28.98 - 3.818 * x3 + 4.2 * x1 * x2 - 1.27296 * x6 + 2.68065 * x7) +
        excess(32 - 33.86 - 2.95 * x3 + 5.057 * x1 * x2 + 3.795 * x2 + 3.4431 * x7 - 1.45728) +
        excess(32 - 46.36 + 9.9 * x2 + 4.4505 * x1) +
        excess(4 - force) +
        excess(9.9 - pillar) +
        excess(15.7 - door);
    },
  }),
};

/** By how much a margin is exceeded. */
function excess(margin: number): number {
  return margin < 0 ? -margin : 0;
}
