import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

export const speedReducer: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [2.6, 3.6],
      [0.7, 0.8],
      [17, 28],
      [7.3, 8.3],
      [7.8, 8.3],
      [2.9, 3.9],
      [5, 5.5],
    ],
    numConstraints: 11,
    optimalValue: 2996.3482,
    worstFeasibleValue: 6117.342,
    objectives(x, at, values, to) {
      const x1 = numberAt(x, at);
      const x3 = numberAt(x, at + 2);
      const x6 = numberAt(x, at + 5);
      const x7 = numberAt(x, at + 6);
      const squares = square(x6) + square(x7);
      const cubes = square(x6) * x6 + square(x7) * x7;
      const gear = 3.3333 * square(x3) + 14.9334 * x3 - 43.0934;
      const shafts = numberAt(x, at + 3) * square(x6) + numberAt(x, at + 4) * square(x7);
      const weight = 0.7854 * x1 * square(numberAt(x, at + 1)) * gear;
      values[to] = weight - 1.508 * x1 * squares + 7.4777 * cubes + 0.7854 * shafts;
    },
    slacks(x, at, slacks, to) {
      const x1 = numberAt(x, at);
      const x2 = numberAt(x, at + 1);
      const x3 = numberAt(x, at + 2);
      const x4 = numberAt(x, at + 3);
      const x5 = numberAt(x, at + 4);
      const x6 = numberAt(x, at + 5);
      const x7 = numberAt(x, at + 6);
      slacks[to] = -(27 * (1 / x1) * (1 / square(x2)) * (1 / x3) - 1);
      slacks[to + 1] = -(397.5 * (1 / x1) * (1 / square(x2)) * (1 / square(x3)) - 1);
      slacks[to + 2] = -deflection(x2, x3, x4, x6);
      slacks[to + 3] = -deflection(x2, x3, x5, x7);
      slacks[to + 4] = -(stress(x2, x3, x4, x6, 16.9e6) - 1100);
      slacks[to + 5] = -(stress(x2, x3, x5, x7, 157.5e6) - 850);
      slacks[to + 6] = -(x2 * x3 - 40);
      slacks[to + 7] = -(5 - x1 / x2);
      slacks[to + 8] = -(x1 / x2 - 12);
      slacks[to + 9] = -((1.5 * x6 + 1.9) / x4 - 1);
      slacks[to + 10] = -((1.1 * x7 + 1.9) / x5 - 1);
    },
  }),
};

/** How far a shaft bends, against what is allowed: `length` between bearings, `width` across. */
function deflection(module: number, teeth: number, length: number, width: number): number {
  const cube = square(length) * length;
  return 1.93 * (1 / module) * (1 / teeth) * cube * (1 / square(square(width))) - 1;
}

function stress(
  module: number,
  teeth: number,
  length: number,
  width: number,
  torque: number,
): number {
  const bending = square((745 * length) / (module * teeth));
  return (1 / (0.1 * (square(width) * width))) * Math.sqrt(bending + torque);
}
