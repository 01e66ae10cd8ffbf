import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

/** Rosenbrock with two fidelities, the last two parameters. */
export const augmentedRosenbrock: FormulaDefinition<DimOption> = {
  optionNames: ["dim"],
  formula(options) {
    const dim = wholeNumber("AugmentedRosenbrock", "dim", options.dim ?? 3, 3);
    return {
      options: { dim },
      bounds: [...cube(dim - 2, -5, 10), [0, 1], [0, 1]],
      optimalValue: 0,
      optimizers: [repeat(dim, 1)],
      objectives(x, at, values, to) {
        const firstLoss = 0.1 * (1 - numberAt(x, at + dim - 2));
        const secondLoss = 0.1 * square(1 - numberAt(x, at + dim - 1));
        let sum = 0;
        for (let i = at; i < at + dim - 3; i++) {
          const xi = numberAt(x, i);
          const climb = numberAt(x, i + 1) - square(xi) + firstLoss;
          sum += 100 * square(climb) + square(xi - 1 + secondLoss);
        }
        values[to] = sum;
      },
    };
  },
};
