import { oneOf } from "../one-of.ts";
import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { NumObjectivesOption, RequiredDimOption } from "../options.ts";
import { square } from "../square.ts";

type ZdtDefinition = FormulaDefinition<RequiredDimOption & NumObjectivesOption>;

/** The front is convex. */
export const zdt1: ZdtDefinition = zdt("ZDT1", 120 + 2 / 3, (x1, g) => g * (1 - Math.sqrt(x1 / g)));

/** The front is concave. */
export const zdt2: ZdtDefinition = zdt("ZDT2", 120 + 1 / 3, (x1, g) => g * (1 - square(x1 / g)));

/** The front is in pieces. BoTorch leaves out the factor g that the published f₂ has. */
export const zdt3: ZdtDefinition = zdt("ZDT3", 128.77811613069076, (x1, g) => {
  return 1 - Math.sqrt(x1 / g) - (x1 / g) * Math.sin(10 * Math.PI * x1);
});

function zdt(
  name: string,
  maxHv: number,
  second: (x1: number, g: number) => number,
): ZdtDefinition {
  return {
    optionNames: ["dim", "numObjectives"],
    formula(options) {
      const dim = wholeNumber(name, "dim", options.dim, 2);
      oneOf(name, "numObjectives", options.numObjectives ?? 2, [2]);
      return {
        options: { dim },
        bounds: cube(dim, 0, 1),
        numObjectives: 2,
        refPoint: [11, 11],
        maxHv,
        objectives(x, at, values, to) {
          let sum = 0;
          for (let i = at + 1; i < at + dim; i++) sum += numberAt(x, i);
          values[to] = numberAt(x, at);
          values[to + 1] = second(numberAt(x, at), 1 + 9 * (sum / (dim - 1)));
        },
      };
    },
  };
}
