import { oneOf } from "../one-of.ts";
import { constantsPrecision } from "../constants-precision.ts";
import { cube } from "../cube.ts";
import type { Formula, FormulaDefinition, Kernel } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption, ConstantsPrecisionOption, DimOption } from "../options.ts";
import { square } from "../square.ts";
import { hartmannTables } from "./hartmann-tables.ts";

type HartmannOptions = DimOption & BoundsOption & ConstantsPrecisionOption;
type HartmannDefinition = FormulaDefinition<HartmannOptions>;

const optionNames = ["dim", "bounds", "constantsPrecision"] as const;

/** Defined for 3, 4 and 6 parameters; for 4 no optimum is published, and values are rescaled. */
export const hartmann: HartmannDefinition = {
  optionNames,
  formula: (options) => hartmannFormula("Hartmann", options),
};

/** Hartmann where the norm of the point is at most 1. */
export const constrainedHartmann: HartmannDefinition = {
  optionNames,
  formula: (options) => constrained("ConstrainedHartmann", options, Math.sqrt),
};

/** Hartmann where the squared norm of the point is at most 1. */
export const constrainedHartmannSmooth: HartmannDefinition = {
  optionNames,
  formula: (options) =>
    constrained("ConstrainedHartmannSmooth", options, (squaredNorm) => squaredNorm),
};

function hartmannFormula(problem: string, options: HartmannOptions): Formula {
  const dim = oneOf(problem, "dim", options.dim ?? 6, [3, 4, 6]);
  const { precision } = constantsPrecision(problem, options.constantsPrecision);
  return {
    options: { dim, ...(precision === "float64" && { constantsPrecision: precision }) },
    bounds: cube(dim, 0, 1),
    optimalValue: { 3: -3.86278, 6: -3.32237 }[dim],
    optimizers: {
      3: [[0.114614, 0.555649, 0.852547]],
      6: [[0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]],
    }[dim],
    objectives: kernel(problem, dim, options),
  };
}

/** -Σ αᵢ exp(-Σ Aᵢⱼ (xⱼ - Pᵢⱼ)²) */
function kernel(problem: string, dim: number, options: HartmannOptions): Kernel {
  const { round } = constantsPrecision(problem, options.constantsPrecision);
  const { alpha, weights, centres } = hartmannTables(dim, round);
  return (x, at, values, to) => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      let exponent = 0;
      for (let j = 0; j < dim; j++) {
        const distance = numberAt(x, at + j) - numberAt(centres, i * dim + j);
        exponent += numberAt(weights, i * dim + j) * square(distance);
      }
      sum += numberAt(alpha, i) * Math.exp(-exponent);
    }
    values[to] = dim === 4 ? (1.1 - sum) / 0.839 : -sum;
  };
}

function constrained(
  problem: string,
  options: HartmannOptions,
  measure: (squaredNorm: number) => number,
): Formula {
  const formula = hartmannFormula(problem, options);
  const dim = formula.bounds.length;
  return {
    ...formula,
    numConstraints: 1,
    worstFeasibleValue: { 3: -0.0002735, 6: -0.0001346 }[dim],
    slacks(x, at, slacks, to) {
      let squares = 0;
      for (let j = at; j < at + dim; j++) squares += square(numberAt(x, j));
      slacks[to] = 1 - measure(squares);
    },
  };
}
