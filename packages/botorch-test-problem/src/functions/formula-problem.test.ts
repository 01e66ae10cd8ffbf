import { describe, expect, test } from "vitest";
import { testProblem } from "./index.ts";

/** Numbers that repeat: a small linear congruential generator. */
function seeded(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("bad points", () => {
  const branin = testProblem("Branin");

  test.each([
    [[1], /Branin: the point has 1 parameters; give 2/],
    [[1, 2, 3], /the point has 3 parameters/],
    [[-5.1, 0], /parameter 0 of point 0 is -5.1; give a number from -5 to 10/],
    [[0, 15.001], /parameter 1 of point 0 is 15.001; give a number from 0 to 15/],
    [[0, NaN], /parameter 1 of point 0 is NaN/],
    [[-Infinity, 0], /parameter 0 of point 0 is -Infinity/],
  ])("%j is refused", (point, message) => {
    for (const evaluate of [
      "evaluateTrue",
      "evaluateSlackTrue",
      "evaluate",
      "evaluateSlack",
    ] as const) {
      expect(() => branin[evaluate](point)).toThrow(RangeError);
      expect(() => branin[evaluate](point)).toThrow(message);
    }
  });

  test("a fraction is refused where only whole numbers are allowed", () => {
    const labs = testProblem("Labs", { dim: 3 });
    expect(labs.evaluateTrue([0, 1, 1])).toEqual([4.5]);
    expect(() => labs.evaluateTrue([0, 0.5, 1])).toThrow(
      /parameter 1 of point 0 is 0.5; give a whole/,
    );
  });

  test("a batch names the point", () => {
    const points = Float64Array.of(0, 0, 1, 1, 11, 0);
    expect(() => branin.evaluateTrueBatch(points, new Float64Array(3))).toThrow(
      /parameter 0 of point 2/,
    );
  });

  test("a batch that does not fit its results is refused, and results are left alone", () => {
    const values = new Float64Array(2);
    expect(() => branin.evaluateTrueBatch(new Float64Array(3), values)).toThrow(
      /3 numbers were given/,
    );
    expect(() => branin.evaluateTrueBatch(new Float64Array(6), values)).toThrow(
      /room for 2 results/,
    );
    expect([...values]).toEqual([0, 0]);
  });

  test("an empty batch is nothing to do", () => {
    expect(() => branin.evaluateBatch(new Float64Array(0), new Float64Array(0))).not.toThrow();
  });
});

describe("negate", () => {
  test("turns what is to be compared, and neither slacks nor the true values", () => {
    const plain = testProblem("ConstrainedHartmann");
    const negated = testProblem("ConstrainedHartmann", { negate: true });
    const point = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    expect(negated.evaluate(point)).toEqual(plain.evaluate(point).map((value) => -value));
    expect(negated.evaluateTrue(point)).toEqual(plain.evaluateTrue(point));
    expect(negated.evaluateSlack(point)).toEqual(plain.evaluateSlack(point));
    expect(negated.optimalValue).toBe(3.32237);
    expect(negated.worstFeasibleValue).toBe(0.0001346);
    expect([plain.isMinimizationProblem, negated.isMinimizationProblem]).toEqual([true, false]);
  });

  test("turns the reference point of several objectives", () => {
    const negated = testProblem("BraninCurrin", { negate: true });
    expect(negated.refPoint).toEqual([-18, -6]);
    expect(negated.maxHv).toBe(59.36011874867746);
    expect(negated.isMinimizationProblem).toBeUndefined();
  });
});

describe("noise", () => {
  test("is the same for the same seed, one point at a time or all at once", () => {
    const options = { noiseStd: 0.5, constraintNoiseStd: [0.1, 2] };
    const one = testProblem("ConstrainedGramacy", { ...options, random: seeded() });
    const other = testProblem("ConstrainedGramacy", { ...options, random: seeded() });
    const points = [0.1, 0.2, 0.7, 0.9];
    const values = new Float64Array(2);
    const slacks = new Float64Array(4);
    other.evaluateBatch(Float64Array.from(points), values);
    other.evaluateSlackBatch(Float64Array.from(points), slacks);
    expect([one.evaluate([0.1, 0.2]), one.evaluate([0.7, 0.9])].flat()).toEqual([...values]);
    expect([one.evaluateSlack([0.1, 0.2]), one.evaluateSlack([0.7, 0.9])].flat()).toEqual([
      ...slacks,
    ]);
    expect([...values]).not.toEqual(
      [one.evaluateTrue([0.1, 0.2]), one.evaluateTrue([0.7, 0.9])].flat(),
    );
  });

  test("has the standard deviation of each objective, and no mean", () => {
    const problem = testProblem("BraninCurrin", { noiseStd: [2, 0.1], random: seeded(7) });
    const count = 20_000;
    const points = new Float64Array(2 * count).fill(0.5);
    const values = new Float64Array(2 * count);
    problem.evaluateBatch(points, values);
    const truth = problem.evaluateTrue([0.5, 0.5]);
    for (const [objective, std] of [2, 0.1].entries()) {
      const errors = Array.from({ length: count }, (_, i) => {
        return (values[2 * i + objective] ?? NaN) - (truth[objective] ?? NaN);
      });
      const mean = errors.reduce((sum, error) => sum + error, 0) / count;
      const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / count;
      // Four standard errors; the seed is fixed.
      expect(Math.abs(mean)).toBeLessThan((4 * std) / Math.sqrt(count));
      expect(Math.abs(Math.sqrt(variance) / std - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
    }
  });

  test("is added before the sign is turned", () => {
    const plain = testProblem("Branin", { noiseStd: 1, random: seeded() });
    const negated = testProblem("Branin", { noiseStd: 1, negate: true, random: seeded() });
    expect(negated.evaluate([1, 1])).toEqual(plain.evaluate([1, 1]).map((value) => -value));
  });

  test("of 0 changes nothing, even where the source of noise gives 0", () => {
    const problem = testProblem("Branin", { noiseStd: 0, random: () => 0 });
    expect(problem.evaluate([1, 1])).toEqual(problem.evaluateTrue([1, 1]));
  });
});

test("a point is feasible where no slack is negative", () => {
  const gramacy = testProblem("ConstrainedGramacy");
  expect(gramacy.evaluateSlackTrue([0, 0])).toEqual([-1.5, 1.5]);
  expect(gramacy.isFeasible([0, 0])).toBe(false);
  expect(gramacy.isFeasible([0.5, 0.5])).toBe(true);
  expect(testProblem("Branin").isFeasible([0, 0])).toBe(true);
});

test("other bounds hold, and are stored", () => {
  const bounds = [
    [3, 4],
    [2, 3],
  ] as const;
  const problem = testProblem("Branin", { bounds });
  expect(problem.bounds).toEqual(bounds);
  expect(problem.options).toEqual({ bounds });
  expect(problem.evaluateTrue([Math.PI, 2.275])[0]).toBeCloseTo(0.397887, 6);
  expect(() => problem.evaluateTrue([0, 2.5])).toThrow(/give a number from 3 to 4/);
});

test("results are the caller's own: the next evaluation does not change them", () => {
  const problem = testProblem("Branin");
  const first = problem.evaluateTrue([0, 0]);
  const copy = [...first];
  problem.evaluateTrue([1, 1]);
  expect(first).toEqual(copy);
});
