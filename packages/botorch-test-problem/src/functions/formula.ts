import type { Bounds } from "./bounds.ts";

/**
 * Writes what belongs to the point that starts at `points[at]` to `results[to]` and the places
 * after it. Allocates nothing: a batch calls it once per point.
 */
export type Kernel = (points: Float64Array, at: number, results: Float64Array, to: number) => void;

/** Options as they are stored: what JSON keeps. */
export type StoredOptions = {
  readonly [option: string]: boolean | number | string | readonly number[] | Bounds;
};

/** One test function: its data, as published (not negated), and its values. */
export type Formula = {
  /** The options with their defaults, as far as they shape the function. */
  readonly options: StoredOptions;
  readonly bounds: Bounds;
  readonly objectives: Kernel;
  /** Default 1. */
  readonly numObjectives?: number;
  readonly slacks?: Kernel;
  /** Default 0. */
  readonly numConstraints?: number;
  readonly optimalValue?: number | undefined;
  readonly optimizers?: readonly (readonly number[])[] | undefined;
  readonly refPoint?: readonly number[];
  readonly maxHv?: number | undefined;
  readonly worstFeasibleValue?: number | undefined;
  /** Whether the optimum is the maximum. Default `false`. */
  readonly maximize?: boolean;
  /** Parameters that take whole numbers only. Default none. */
  readonly discreteIndices?: readonly number[];
  /** What an evaluation costs at the fidelity of a point, where the function says so. */
  readonly fidelityCost?: (point: ArrayLike<number>) => number;
};

/** How a test function is made from options. */
export type FormulaDefinition<O> = {
  /** The options it takes beside those that every function takes. */
  readonly optionNames: readonly (keyof O & string)[];
  /** @throws {RangeError} for an option that the function is not defined for */
  readonly formula: (options: O) => Formula;
};
