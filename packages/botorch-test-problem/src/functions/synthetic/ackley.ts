import { badOption } from "../bad-option.ts";
import { wholeNumber } from "../whole-number.ts";
import { cosineOfTurns } from "../cosine-of-turns.ts";
import { cube } from "../cube.ts";
import type { FormulaDefinition, Kernel } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { AckleyMixedOptions, BoundsOption, CommonOptions, DimOption } from "../options.ts";
import { repeat } from "../repeat.ts";
import { square } from "../square.ts";

export const ackley: FormulaDefinition<DimOption & BoundsOption> = {
  optionNames: ["dim", "bounds"],
  formula(options) {
    const dim = wholeNumber("Ackley", "dim", options.dim ?? 2, 1);
    return {
      options: { dim },
      bounds: cube(dim, -32.768, 32.768),
      objectives: ackleyAround(repeat(dim, 0)),
      optimalValue: 0,
      optimizers: [repeat(dim, 0)],
    };
  },
};

/** All parameters but the last three are 0 or 1. */
export const ackleyMixed: FormulaDefinition<AckleyMixedOptions & CommonOptions> = {
  optionNames: ["dim", "randomizeOptimum", "optimum"],
  formula(options) {
    const dim = wholeNumber("AckleyMixed", "dim", options.dim ?? 53, 4);
    const optimum = optimumOf(dim, options);
    const moved = optimum.some((coordinate) => coordinate !== 0);
    return {
      options: { dim, ...(moved && { optimum }) },
      bounds: cube(dim, 0, 1),
      discreteIndices: Array.from({ length: dim - 3 }, (_, index) => index),
      objectives: ackleyAround(optimum),
      optimalValue: 0,
      optimizers: [optimum],
    };
  },
};

function optimumOf(dim: number, options: AckleyMixedOptions & CommonOptions): readonly number[] {
  const { optimum, randomizeOptimum = false, random = Math.random } = options;
  if (optimum === undefined) {
    if (!randomizeOptimum) return repeat(dim, 0);
    return Array.from({ length: dim }, (_, i) => (i < dim - 3 ? Math.round(random()) : random()));
  }
  const inDomain = (x: number, i: number): boolean =>
    x >= 0 && x <= 1 && (i >= dim - 3 || Number.isInteger(x));
  if (Array.isArray(optimum) && optimum.length === dim && optimum.every(inDomain)) {
    return [...optimum];
  }
  throw badOption("AckleyMixed", "optimum", optimum, `${dim} numbers that the problem allows`);
}

/** -20 exp(-0.2 sqrt(mean z²)) - exp(mean cos(2πz)) + 20 + e, for z = x - optimum. */
function ackleyAround(optimum: readonly number[]): Kernel {
  const dim = optimum.length;
  const centre = Float64Array.from(optimum);
  const rootOfDim = Math.sqrt(dim);
  return (x, at, values, to) => {
    let squares = 0;
    let cosines = 0;
    for (let i = 0; i < dim; i++) {
      const z = numberAt(x, at + i) - numberAt(centre, i);
      squares += square(z);
      cosines += cosineOfTurns(z);
    }
    const decay = -20 * Math.exp((-Math.sqrt(squares) * 0.2) / rootOfDim);
    values[to] = decay - Math.exp(cosines / dim) + 20 + Math.E;
  };
}
