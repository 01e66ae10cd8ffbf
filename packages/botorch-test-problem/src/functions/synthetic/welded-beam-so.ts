import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";
import { bendingStress, shearStress, weldedBeamCost } from "./welded-beam-stress.ts";

/** Of the bar: 4.013 times its modulus of elasticity. */
const buckling = 4.013 * 30e6;

/** The welded beam with a single objective; WeldedBeam has two, and other constants. */
export const weldedBeamSO: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [0.125, 10],
      [0.1, 10],
      [0.1, 10],
      [0.1, 10],
    ],
    numConstraints: 6,
    optimalValue: 1.728226,
    worstFeasibleValue: 19.01859,
    objectives(x, at, values, to) {
      values[to] = weldedBeamCost(x, at);
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const taper = 1 - (0.25 * x3 * Math.sqrt(30e6 / 12e6)) / 14;
      const load = ((buckling * x3 * (square(x4) * x4) * 6) / 196) * taper;
      const deflection = (4 * 6000 * 2744) / (30e6 * (square(x3) * x3) * x4);
      slacks[to] = -(shearStress(x1, x2, x3, 2 * Math.sqrt(2)) - 13600);
      slacks[to + 1] = -(bendingStress(x3, x4) - 30000);
      slacks[to + 2] = -(x1 - x4);
      slacks[to + 3] = -(0.10471 * square(x1) + 0.04811 * x3 * x4 * (14 + x2) - 5);
      slacks[to + 4] = -(deflection - 0.25);
      slacks[to + 5] = -(6000 - load);
    },
  }),
};
