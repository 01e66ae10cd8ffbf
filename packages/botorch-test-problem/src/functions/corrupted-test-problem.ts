import { badOption } from "./bad-option.ts";
import type { TestProblem } from "./test-problem.ts";

export type CorruptedTestProblemOptions = {
  /** The value that takes the place of the true one at a point. */
  readonly outlierGenerator: (point: Float64Array) => number;
  /** Share of the evaluations that are outliers, 0 to 1. */
  readonly outlierFraction: number;
  /** Decides which are, uniform in [0, 1); a seeded one repeats it. Default `Math.random`. */
  readonly random?: () => number;
};

/**
 * A problem with outliers: `evaluate` and `evaluateBatch` replace some values, after noise and
 * sign. Everything else is that of the problem it is made from.
 *
 * Its generator being a function, it cannot be stored, and no other call makes it by name.
 *
 * @throws {RangeError} for a problem of several objectives, or a fraction out of range
 */
export function corruptedTestProblem(
  baseTestProblem: TestProblem,
  { outlierGenerator, outlierFraction, random = Math.random }: CorruptedTestProblemOptions,
): TestProblem {
  const name = "CorruptedTestProblem";
  const { dim, numObjectives } = baseTestProblem;
  if (numObjectives !== 1) {
    throw badOption(name, "baseTestProblem", baseTestProblem.name, "one with a single objective");
  }
  if (!(outlierFraction >= 0 && outlierFraction <= 1)) {
    throw badOption(name, "outlierFraction", outlierFraction, "a number from 0 to 1");
  }
  const evaluateBatch = (points: Float64Array, values: Float64Array): void => {
    baseTestProblem.evaluateBatch(points, values);
    for (let i = 0; i < values.length; i++) {
      if (random() >= outlierFraction) continue;
      values[i] = outlierGenerator(points.subarray(i * dim, (i + 1) * dim));
    }
  };
  const evaluate = (point: ArrayLike<number>): number[] => {
    const values = baseTestProblem.evaluate(point);
    return random() < outlierFraction ? [outlierGenerator(Float64Array.from(point))] : values;
  };
  const overrides = new Map<PropertyKey, unknown>(
    Object.entries({ name, evaluate, evaluateBatch, options: { outlierFraction } }),
  );
  return new Proxy(baseTestProblem, {
    get(target, key) {
      if (overrides.has(key)) return overrides.get(key);
      const member: unknown = Reflect.get(target, key, target);
      // Bound to the target: private members (#) are not to be had through a proxy.
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
