import { oneOf } from "../one-of.ts";
import { constantsPrecision } from "../constants-precision.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { ConstantsPrecisionOption, NumObjectivesOption } from "../options.ts";
import { square } from "../square.ts";

/** Three Gaussian bumps of each objective: place, standard deviation, height. */
const published = [
  [0.2, 0.2, 0.2, 0.5, 0.8, 0.2, 0.1, 0.7, 0.5, 0.7, 0.1, 0.7],
  [0.07, 0.2, 0.2, 0.5, 0.4, 0.8, 0.1, 0.7, 0.85, 0.1, 0.05, 0.7],
  [0.08, 0.21, 0.2, 0.5, 0.45, 0.75, 0.1, 0.7, 0.86, 0.11, 0.07, 0.9],
  [0.09, 0.19, 0.15, 0.5, 0.44, 0.72, 0.07, 0.7, 0.89, 0.13, 0.09, 0.9],
];
const bumpsPerObjective = 3;
const numbersPerBump = 4;
const refPoint = [-0.2338, -0.2211, -0.518, -0.1866];

/** Each objective is minus a sum of Gaussian bumps. */
export const gmm: FormulaDefinition<NumObjectivesOption & ConstantsPrecisionOption> = {
  optionNames: ["numObjectives", "constantsPrecision"],
  formula(options) {
    const numObjectives = oneOf("GMM", "numObjectives", options.numObjectives ?? 2, [2, 3, 4]);
    const { precision, round } = constantsPrecision("GMM", options.constantsPrecision);
    const bumps = prepare(published.slice(0, numObjectives).flat(), round);
    return {
      options: {
        numObjectives,
        ...(precision === "float64" && { constantsPrecision: precision }),
      },
      bounds: cube(2, 0, 1),
      numObjectives,
      refPoint: refPoint.slice(0, numObjectives),
      objectives(x, at, values, to) {
        let at4 = 0;
        for (let objective = 0; objective < numObjectives; objective++) {
          let sum = 0;
          for (let bump = 0; bump < bumpsPerObjective; bump++, at4 += numbersPerBump) {
            const dx = numberAt(x, at) - numberAt(bumps, at4);
            const dy = numberAt(x, at + 1) - numberAt(bumps, at4 + 1);
            const variance = numberAt(bumps, at4 + 2);
            sum +=
              numberAt(bumps, at4 + 3) * Math.exp(-0.5 * ((square(dx) + square(dy)) / variance));
          }
          values[to + objective] = -sum;
        }
      },
    };
  },
};

/**
 * The bumps as place, variance, factor of the exponential. BoTorch rounds after every step; the
 * height it multiplies with the density, 2π variance, mostly cancels the density's own.
 */
function prepare(numbers: readonly number[], round: (constant: number) => number): Float64Array {
  const bumps = Float64Array.from(numbers, round);
  for (let at = 0; at < bumps.length; at += numbersPerBump) {
    const variance = round(square(numberAt(bumps, at + 2)));
    const density = 1 / (2 * Math.PI * variance);
    bumps[at + 2] = variance;
    bumps[at + 3] = round(round(round(2 * Math.PI) * variance) * numberAt(bumps, at + 3)) * density;
  }
  return bumps;
}
