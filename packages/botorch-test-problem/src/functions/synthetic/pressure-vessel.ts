import type { Bounds } from "../bounds.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

const usualBounds: Bounds = [
  [0, 10],
  [0, 10],
  [10, 50],
  [150, 200],
];

/** The cost rounds the first two parameters to sixteenths; the constraints do not. */
export const pressureVessel: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula({ bounds = usualBounds }) {
    return {
      options: {},
      bounds: usualBounds,
      numConstraints: 4,
      optimalValue: 6059.946341,
      worstFeasibleValue: 240526.7248,
      objectives(x, at, values, to) {
        const x1 = sixteenths(numberAt(x, at), bounds[0]);
        const x2 = sixteenths(numberAt(x, at + 1), bounds[1]);
        const x3 = numberAt(x, at + 2);
        const x4 = numberAt(x, at + 3);
        const shell = 0.6224 * x1 * x3 * x4 + 1.7781 * x2 * square(x3);
        values[to] = shell + 3.1661 * square(x1) * x4 + 19.84 * square(x1) * x3;
      },
      slacks(x, at, slacks, to) {
        const x3 = numberAt(x, at + 2);
        const x4 = numberAt(x, at + 3);
        const cylinder = Math.PI * square(x3) * x4;
        const ends = (4 / 3) * Math.PI * (square(x3) * x3);
        slacks[to] = -(-numberAt(x, at) + 0.0193 * x3);
        slacks[to + 1] = -(-numberAt(x, at + 1) + 0.00954 * x3);
        slacks[to + 2] = -(-cylinder - ends + 1296000);
        slacks[to + 3] = -(x4 - 240);
      },
    };
  },
};

/** The nearest multiple of 1/16 within the bounds; of two equally near, the even one. */
function sixteenths(x: number, [lower, upper]: readonly [number, number] = [0, 10]): number {
  const rounded = roundHalfToEven(x * 16) / 16;
  if (rounded < lower) return rounded + 1 / 16;
  return rounded > upper ? rounded - 1 / 16 : rounded;
}

function roundHalfToEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
