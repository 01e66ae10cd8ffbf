import { oneOf } from "../one-of.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { IshigamiOptions } from "../options.ts";
import { square } from "../square.ts";

export const ishigami: FormulaDefinition<IshigamiOptions> = {
  optionNames: ["b"],
  formula(options) {
    const b = oneOf("Ishigami", "b", options.b ?? 0.1, [0.1, 0.05]);
    return {
      options: { b },
      bounds: cube(3, -Math.PI, Math.PI),
      objectives(x, at, values, to) {
        const sine = Math.sin(numberAt(x, at));
        const fourth = square(square(numberAt(x, at + 2)));
        values[to] = sine + 7 * square(Math.sin(numberAt(x, at + 1))) + b * fourth * sine;
      },
    };
  },
};
