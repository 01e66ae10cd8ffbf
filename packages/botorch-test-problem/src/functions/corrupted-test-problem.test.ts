import { expect, test } from "vitest";
import { corruptedTestProblem, testProblem } from "./index.ts";

const branin = testProblem("Branin", { negate: true });

test("some values are outliers, and the rest is that of the problem", () => {
  const draws = [0.1, 0.9, 0.2, 0.05];
  const problem = corruptedTestProblem(branin, {
    outlierGenerator: ([x1 = NaN]) => 1000 + x1,
    outlierFraction: 0.2,
    random: () => draws.shift() ?? NaN,
  });
  const values = new Float64Array(3);
  problem.evaluateBatch(Float64Array.of(1, 1, 2, 2, 3, 3), values);
  expect([...values]).toEqual([1001, ...branin.evaluate([2, 2]), ...branin.evaluate([3, 3])]);
  expect(problem.evaluate([4, 4])).toEqual([1004]);
  expect(problem.evaluateTrue([4, 4])).toEqual(branin.evaluateTrue([4, 4]));
  expect(problem.name).toBe("CorruptedTestProblem");
  expect([problem.dim, problem.bounds, problem.negate]).toEqual([2, branin.bounds, true]);
});

test("an outlier does not excuse a point out of bounds", () => {
  const options = { outlierGenerator: () => 0, outlierFraction: 1 };
  const problem = corruptedTestProblem(branin, options);
  expect(problem.evaluate([0, 0])).toEqual([0]);
  expect(() => problem.evaluate([0, -1])).toThrow(/parameter 1 of point 0 is -1/);
});

test.each([-0.1, 1.1, NaN])("a fraction of %d is refused", (outlierFraction) => {
  const options = { outlierGenerator: () => 0, outlierFraction };
  expect(() => corruptedTestProblem(branin, options)).toThrow(
    /outlierFraction is .*; give a number from 0 to 1/,
  );
});

test("several objectives are refused", () => {
  const options = { outlierGenerator: () => 0, outlierFraction: 0.5 };
  const message = /baseTestProblem is "BraninCurrin"; give one with a single objective/;
  expect(() => corruptedTestProblem(testProblem("BraninCurrin"), options)).toThrow(message);
});
