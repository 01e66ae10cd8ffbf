import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";
import { bendingStress, shearStress, weldedBeamCost } from "../synthetic/welded-beam-stress.ts";

/**
 * Cost and deflection of a welded beam. BoTorch does not turn the sign of these constraints, as it
 * does in WeldedBeamSO: a slack is positive where the limit is exceeded.
 */
export const weldedBeam: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [0.125, 5],
      [0.1, 10],
      [0.1, 10],
      [0.125, 5],
    ],
    numObjectives: 2,
    numConstraints: 4,
    refPoint: [40, 0.015],
    objectives(x, at, values, to) {
      const x3 = numberAt(x, at + 2);
      values[to] = weldedBeamCost(x, at);
      values[to + 1] = 2.1952 / (numberAt(x, at + 3) * (square(x3) * x3));
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const shear = shearStress(x1, numberAt(x, at + 1), x3, 2 * Math.sqrt(0.5));
      const load = 64746.022 * (1 - 0.0282346 * x3) * x3 * (square(x4) * x4);
      slacks[to] = (shear - 13600) / 13600;
      slacks[to + 1] = (bendingStress(x3, x4) - 30000) / 30000;
      slacks[to + 2] = (1 / (5 - 0.125)) * (x1 - x4);
      slacks[to + 3] = (6000 - load) / 6000;
    },
  }),
};
