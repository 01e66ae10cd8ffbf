import type { Bounds } from "../bounds.ts";
import { wholeNumber } from "../whole-number.ts";
import { cube } from "../cube.ts";
import type { Formula, FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { RequiredDimOption } from "../options.ts";
import { square } from "../square.ts";

type DhDefinition = FormulaDefinition<RequiredDimOption>;

export const dh1: DhDefinition = rippled("DH1", 1);
/** DH1 with a slope ten times as steep. */
export const dh2: DhDefinition = rippled("DH2", 10);

export const dh3: DhDefinition = twoValleys({
  name: "DH3",
  secondLower: 0,
  areaUnderFront: 0.328449169794718,
  height: (_x1, x2) => 2 - valleys(x2),
});
/** DH3 with its valleys askew. */
export const dh4: DhDefinition = twoValleys({
  name: "DH4",
  secondLower: -0.15,
  areaUnderFront: 0.22845,
  height: (x1, x2) => 2 - x1 - valleys(x1 + x2),
});

/** f₂ = 1 - x₁² + g(x₂…) (1 / (0.2 + x₁) + slope x₁²) */
function rippled(name: string, slope: number): DhDefinition {
  return {
    optionNames: ["dim"],
    formula(options) {
      const dim = wholeNumber(name, "dim", options.dim, 2);
      return {
        ...data(dim, -1, 2 / 3),
        objectives(x, at, values, to) {
          const x1 = numberAt(x, at);
          let ripples = 0;
          for (let i = at + 1; i < at + dim; i++) {
            const xi = numberAt(x, i);
            ripples += 10 + square(xi) - 10 * Math.cos(4 * Math.PI * xi);
          }
          values[to] = x1;
          values[to + 1] = 1 - square(x1) + ripples * (1 / (0.2 + x1) + slope * square(x1));
        },
      };
    },
  };
}

/** f₂ = height(x₁, x₂) (50 Σ xᵢ² + 1 - sqrt x₁) */
function twoValleys(shape: {
  readonly name: string;
  readonly secondLower: number;
  readonly areaUnderFront: number;
  readonly height: (x1: number, x2: number) => number;
}): DhDefinition {
  return {
    optionNames: ["dim"],
    formula(options) {
      const dim = wholeNumber(shape.name, "dim", options.dim, 3);
      return {
        ...data(dim, shape.secondLower, shape.areaUnderFront),
        objectives(x, at, values, to) {
          const x1 = numberAt(x, at);
          let squares = 0;
          for (let i = at + 2; i < at + dim; i++) squares += square(numberAt(x, i));
          const height = shape.height(x1, numberAt(x, at + 1));
          values[to] = x1;
          values[to + 1] = height * (50 * squares + (1 - Math.sqrt(x1)));
        },
      };
    },
  };
}

/** A wide valley around 0.35, and a deeper, narrow one around 0.85. */
function valleys(z: number): number {
  return 0.8 * Math.exp(-square((z - 0.35) / 0.25)) + Math.exp(-square((z - 0.85) / 0.03));
}

function data(
  dim: number,
  secondLower: number,
  areaUnderFront: number,
): Omit<Formula, "objectives"> {
  const bounds: Bounds = [[0, 1], [secondLower, 1], ...cube(dim - 2, -1, 1)];
  return {
    options: { dim },
    bounds,
    numObjectives: 2,
    refPoint: [1.1, 1.1],
    maxHv: 1.1 * 1.1 - areaUnderFront,
  };
}
