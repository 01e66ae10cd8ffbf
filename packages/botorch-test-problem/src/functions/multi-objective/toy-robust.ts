import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";
import { levyValue } from "../synthetic/levy.ts";

/** A front that noise on the single parameter changes. */
export const toyRobust: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula() {
    const levyPoint = new Float64Array(2);
    return {
      options: {},
      bounds: [[0, 0.7]],
      numObjectives: 2,
      refPoint: [-6.1397, -8.1942],
      objectives(points, at, values, to) {
        const x = numberAt(points, at);
        values[to] = -mixture(x);
        const z = (x * 0.95 + 0.03) * 20 - 10;
        levyPoint[0] = z;
        levyPoint[1] = 0.03 * 20 - 10;
        values[to + 1] = -(levyValue(levyPoint, 0, 2) - square(z) * 0.75);
      },
    };
  },
};

/** A steep line up to 0.2 that gives way to a slow one. */
function mixture(x: number): number {
  const steep = 2.4 - 10 * x - 0.1 * square(x);
  const slow = 2 * x - 0.1 * square(x);
  const wave = square(x - 0.5) + Math.sin(30 * x) * 0.1;
  const share = 1 / (1 + Math.exp(-(0.2 - x) / 0.005));
  return -(steep * share + slow * (1 - share) + wave) * 30 + 30;
}
