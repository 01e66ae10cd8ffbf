import type { Bounds } from "./bounds.ts";
import type { StoredOptions } from "./formula.ts";

/**
 * A test function: data about it, and its values.
 *
 * Names are BoTorch's in camelCase. A point has `dim` numbers; points that are evaluated together
 * lie one after another in a `Float64Array`, and so do their results: a batch makes no object per
 * point.
 *
 * Every evaluation throws a `RangeError` that names the value and its bounds for a point of the
 * wrong length, a value out of bounds or not a number, and a fraction where
 * `discreteIndices` asks for whole numbers.
 */
export interface TestProblem {
  /** The name of the class in BoTorch. */
  readonly name: string;
  /** The options that it was made with, defaults included, as JSON keeps them; `random` is not in it. */
  readonly options: StoredOptions;
  /** Number of parameters. */
  readonly dim: number;
  readonly bounds: Bounds;
  /** The parameters that take whole numbers only, by index. */
  readonly discreteIndices: readonly number[];
  readonly numObjectives: number;
  readonly numConstraints: number;
  /** Whether the objectives have their signs turned. */
  readonly negate: boolean;
  /** Standard deviation of the noise on the objectives; `undefined`: none. */
  readonly noiseStd: number | readonly number[] | undefined;
  /** Standard deviation of the noise on the slacks; `undefined`: none. */
  readonly constraintNoiseStd: number | readonly number[] | undefined;
  /** Whether the least value is the best; `undefined` for several objectives. Follows `negate`. */
  readonly isMinimizationProblem: boolean | undefined;
  /** The published optimum, rounded as published; `undefined` where none is. Follows `negate`. */
  readonly optimalValue: number | undefined;
  /** Points of the optimum, as published; `undefined` where none is. */
  readonly optimizers: readonly (readonly number[])[] | undefined;
  /** The reference point of the hypervolume, for several objectives. Follows `negate`. */
  readonly refPoint: readonly number[] | undefined;
  /** The greatest hypervolume, as published; `undefined` where none is. */
  readonly maxHv: number | undefined;
  /** The worst value of a feasible point, to stand in for infeasible ones. Follows `negate`. */
  readonly worstFeasibleValue: number | undefined;

  /** The objectives of one point, without noise and whatever `negate` says. */
  evaluateTrue(point: ArrayLike<number>): number[];
  /** The slacks of one point, without noise; 0 and more is feasible. Empty without constraints. */
  evaluateSlackTrue(point: ArrayLike<number>): number[];
  /** The objectives of one point as an experiment sees them: noise added, then `negate` applied. */
  evaluate(point: ArrayLike<number>): number[];
  /** The slacks of one point, noise added. */
  evaluateSlack(point: ArrayLike<number>): number[];
  /** Whether every slack of one point, noise added, is 0 or more. */
  isFeasible(point: ArrayLike<number>): boolean;

  /** {@link TestProblem.evaluateTrue} of many points, into `values`: `numObjectives` for each. */
  evaluateTrueBatch(points: Float64Array, values: Float64Array): void;
  /** {@link TestProblem.evaluateSlackTrue} of many points, into `slacks`. */
  evaluateSlackTrueBatch(points: Float64Array, slacks: Float64Array): void;
  /** {@link TestProblem.evaluate} of many points, into `values`. */
  evaluateBatch(points: Float64Array, values: Float64Array): void;
  /** {@link TestProblem.evaluateSlack} of many points, into `slacks`. */
  evaluateSlackBatch(points: Float64Array, slacks: Float64Array): void;

  /** What an evaluation costs at the point's fidelity; absent where BoTorch does not say. */
  fidelityCost?(point: ArrayLike<number>): number;
}
