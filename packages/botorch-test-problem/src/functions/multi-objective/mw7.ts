import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition, Kernel } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { RequiredDimOption } from "../options.ts";
import { square } from "../square.ts";

export const mw7: FormulaDefinition<RequiredDimOption> = {
  optionNames: ["dim"],
  formula(options) {
    const dim = wholeNumber("MW7", "dim", options.dim, 2);
    const objectives: Kernel = (x, at, values, to) => {
      let sum = 0;
      for (let i = at; i < at + dim - 1; i++) {
        const offset = numberAt(x, i) - 0.5;
        sum += 2 * square(numberAt(x, i + 1) + square(offset) - 1);
      }
      const g = 1 + sum;
      const first = g * numberAt(x, at);
      values[to] = first;
      values[to + 1] = g * Math.sqrt(1 - square(first / g));
    };
    const values = new Float64Array(2);
    return {
      options: { dim },
      bounds: cube(dim, 0, 1),
      numObjectives: 2,
      numConstraints: 2,
      refPoint: [1.2, 1.2],
      objectives,
      slacks(x, at, slacks, to) {
        objectives(x, at, values, 0);
        const f1 = numberAt(values, 0);
        const f2 = numberAt(values, 1);
        // The sine of four times the angle, to the eighth power.
        const sine = Math.sin(4 * Math.atan(f2 / f1));
        const eighth = square(square(square(sine)));
        const outer = square(1.2 + Math.abs(0.4 * square(eighth)));
        const inner = square(1.15 - 0.2 * eighth);
        slacks[to] = -(square(f1) + square(f2) - outer);
        slacks[to + 1] = -(inner - square(f1) - square(f2));
      },
    };
  },
};
