import type { Bounds } from "./bounds.ts";
import { badOption } from "./bad-option.ts";
import { Domain } from "./domain.ts";
import type { Formula, Kernel, StoredOptions } from "./formula.ts";
import { noiseFrom } from "./noise-from.ts";
import type { Noise } from "./noise.ts";
import { numberAt } from "./number-at.ts";
import type { BoundsOption, CommonOptions } from "./options.ts";
import type { TestProblem } from "./test-problem.ts";

/** The problem that a formula describes, under the options that all problems have. */
export class FormulaProblem implements TestProblem {
  readonly name: string;
  readonly options: StoredOptions;
  readonly dim: number;
  readonly bounds: Bounds;
  readonly discreteIndices: readonly number[];
  readonly numObjectives: number;
  readonly numConstraints: number;
  readonly negate: boolean;
  readonly noiseStd: number | readonly number[] | undefined;
  readonly constraintNoiseStd: number | readonly number[] | undefined;
  readonly isMinimizationProblem: boolean | undefined;
  readonly optimalValue: number | undefined;
  readonly optimizers: readonly (readonly number[])[] | undefined;
  readonly refPoint: readonly number[] | undefined;
  readonly maxHv: number | undefined;
  readonly worstFeasibleValue: number | undefined;
  readonly fidelityCost?: (point: ArrayLike<number>) => number;

  readonly #objectives: Kernel;
  readonly #slacks: Kernel;
  readonly #domain: Domain;
  readonly #noise: Noise | undefined;
  readonly #constraintNoise: Noise | undefined;
  readonly #point: Float64Array;
  readonly #values: Float64Array;
  readonly #slackValues: Float64Array;

  /** @throws {RangeError} for an option that does not fit the formula */
  constructor(name: string, formula: Formula, options: CommonOptions & BoundsOption) {
    const { negate = false, noiseStd, constraintNoiseStd, random = Math.random, bounds } = options;
    if (typeof negate !== "boolean") throw badOption(name, "negate", negate, "true or false");
    if (bounds !== undefined) checkBounds(name, formula, bounds);
    this.name = name;
    this.negate = negate;
    this.bounds = bounds ?? formula.bounds;
    this.dim = this.bounds.length;
    this.discreteIndices = formula.discreteIndices ?? [];
    this.numObjectives = formula.numObjectives ?? 1;
    this.numConstraints = formula.numConstraints ?? 0;
    this.noiseStd = noiseStd;
    this.constraintNoiseStd = constraintNoiseStd;
    this.#noise = noiseFrom(name, "noiseStd", this.numObjectives, noiseStd, random);
    this.#constraintNoise = noiseFrom(
      name,
      "constraintNoiseStd",
      this.numConstraints,
      constraintNoiseStd,
      random,
    );
    this.options = {
      ...formula.options,
      ...(bounds !== undefined && { bounds }),
      ...(negate && { negate }),
      ...(noiseStd !== undefined && { noiseStd }),
      ...(constraintNoiseStd !== undefined && { constraintNoiseStd }),
    };
    this.isMinimizationProblem =
      this.numObjectives > 1 ? undefined : (formula.maximize ?? false) === negate;
    this.optimalValue = this.#signed(formula.optimalValue);
    this.optimizers = formula.optimizers;
    this.refPoint = formula.refPoint?.map((value) => (negate ? 0 - value : value));
    this.maxHv = formula.maxHv;
    this.worstFeasibleValue = this.#signed(worstFeasibleValue(formula));
    if (formula.fidelityCost !== undefined) this.fidelityCost = formula.fidelityCost;

    this.#objectives = formula.objectives;
    this.#slacks = formula.slacks ?? (() => {});
    this.#domain = new Domain(this.bounds, this.discreteIndices);
    this.#point = new Float64Array(this.dim);
    this.#values = new Float64Array(this.numObjectives);
    this.#slackValues = new Float64Array(this.numConstraints);
  }

  evaluateTrue(point: ArrayLike<number>): number[] {
    this.evaluateTrueBatch(this.#one(point), this.#values);
    return [...this.#values];
  }

  evaluateSlackTrue(point: ArrayLike<number>): number[] {
    this.evaluateSlackTrueBatch(this.#one(point), this.#slackValues);
    return [...this.#slackValues];
  }

  evaluate(point: ArrayLike<number>): number[] {
    this.evaluateBatch(this.#one(point), this.#values);
    return [...this.#values];
  }

  evaluateSlack(point: ArrayLike<number>): number[] {
    this.evaluateSlackBatch(this.#one(point), this.#slackValues);
    return [...this.#slackValues];
  }

  isFeasible(point: ArrayLike<number>): boolean {
    return this.evaluateSlack(point).every((slack) => slack >= 0);
  }

  evaluateTrueBatch(points: Float64Array, values: Float64Array): void {
    this.#fill(this.#objectives, this.numObjectives, points, values);
  }

  evaluateSlackTrueBatch(points: Float64Array, slacks: Float64Array): void {
    this.#fill(this.#slacks, this.numConstraints, points, slacks);
  }

  evaluateBatch(points: Float64Array, values: Float64Array): void {
    this.evaluateTrueBatch(points, values);
    this.#noise?.addTo(values);
    if (!this.negate) return;
    for (let i = 0; i < values.length; i++) values[i] = -numberAt(values, i);
  }

  evaluateSlackBatch(points: Float64Array, slacks: Float64Array): void {
    this.evaluateSlackTrueBatch(points, slacks);
    this.#constraintNoise?.addTo(slacks);
  }

  #fill(kernel: Kernel, size: number, points: Float64Array, results: Float64Array): void {
    const count = points.length / this.dim;
    if (!Number.isInteger(count) || results.length !== count * size) {
      throw new RangeError(
        `${this.name}: ${points.length} numbers were given for points of ${this.dim}, and room ` +
          `for ${results.length} results; each point has ${size}.`,
      );
    }
    this.#domain.check(points, this.name);
    for (let i = 0; i < count; i++) kernel(points, i * this.dim, results, i * size);
  }

  /** The point in the room kept for single points. */
  #one(point: ArrayLike<number>): Float64Array {
    if (point.length !== this.dim) {
      throw new RangeError(
        `${this.name}: the point has ${point.length} parameters; give ${this.dim}.`,
      );
    }
    this.#point.set(point);
    return this.#point;
  }

  #signed(value: number | undefined): number | undefined {
    // Subtracted, so that 0 does not become -0.
    return value !== undefined && this.negate ? 0 - value : value;
  }
}

/** A hypervolume, which stands for several objectives, cannot be less than 0. */
function worstFeasibleValue(formula: Formula): number | undefined {
  if (formula.slacks === undefined) return undefined;
  return (formula.numObjectives ?? 1) > 1 ? 0 : formula.worstFeasibleValue;
}

function checkBounds(problem: string, formula: Formula, bounds: Bounds): void {
  const dim = formula.bounds.length;
  if (!Array.isArray(bounds) || bounds.length !== dim || !bounds.every(isRange)) {
    throw badOption(problem, "bounds", bounds, `${dim} pairs of numbers, the lower one first`);
  }
  const domain = new Domain(bounds, []);
  const { optimizers } = formula;
  if (optimizers !== undefined && !optimizers.some((point) => domain.contains(point))) {
    const expected = `bounds around one of the optimizers at least: ${JSON.stringify(optimizers)}`;
    throw badOption(problem, "bounds", bounds, expected);
  }
}

function isRange(pair: unknown): boolean {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [lower, upper]: unknown[] = pair;
  return Number.isFinite(lower) && Number.isFinite(upper) && Number(lower) <= Number(upper);
}
