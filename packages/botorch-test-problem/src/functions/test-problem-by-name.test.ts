import { expect, test } from "vitest";
import { testProblem, testProblemNames, type TestProblem } from "./index.ts";

const make = testProblem as (name: string, options?: unknown) => TestProblem;

test("a problem has the options it was made with, and the defaults that shape it", () => {
  expect(testProblem("Hartmann").options).toEqual({ dim: 6 });
  expect(testProblem("Ackley", { dim: 3, negate: true, noiseStd: 0.5 }).options).toEqual({
    dim: 3,
    negate: true,
    noiseStd: 0.5,
  });
  expect(testProblem("Branin", { random: () => 0.5 }).options).toEqual({});
});

test.each(testProblemNames)("%s is made again from its name and its options", (name) => {
  const needsDim = /^(C2)?DTLZ|^DH|^ZDT|^MW|^Gsobol|^Keane/.test(name);
  const problem = make(name, needsDim ? { dim: 6 } : {});
  const again = make(name, JSON.parse(JSON.stringify(problem.options)) as object);
  expect(again.options).toEqual(problem.options);
  const centre = problem.bounds.map(([lower, upper], i) =>
    problem.discreteIndices.includes(i) ? lower : (lower + upper) / 2,
  );
  expect(again.evaluateTrue(centre)).toEqual(problem.evaluateTrue(centre));
});

test.each([
  ["Hartman", {}, /no test problem "Hartman"; testProblemNames lists/],
  ["toString", {}, /no test problem "toString"/],
  ["Branin", { dim: 2 }, /Branin has no option dim; its options are bounds, negate/],
  ["Branin", 5, /Branin: options is 5; give an object with some of bounds, negate/],
  ["Branin", [], /Branin: options is \[\]; give an object/],
  ["Ackley", { dim: 2.5 }, /Ackley: dim is 2.5; give a whole number of at least 1/],
  ["Ackley", { dim: "2" }, /Ackley: dim is "2"/],
  ["Ackley", { negate: 1 }, /negate is 1; give true or false/],
  ["AckleyMixed", { dim: 3 }, /dim is 3; give a whole number of at least 4/],
  ["AckleyMixed", { dim: 4, optimum: [0.5, 0, 0, 0] }, /optimum is \[0.5,0,0,0\]/],
  ["Hartmann", { dim: 5 }, /dim is 5; give one of 3, 4, 6/],
  ["Hartmann", { constantsPrecision: "float16" }, /give one of float32, float64/],
  ["Shekel", { m: 6 }, /m is 6; give one of 5, 7, 10/],
  ["KeaneBumpFunction", {}, /dim is undefined/],
  ["Gsobol", { dim: 3 }, /a is undefined; give 3 numbers of at least 0/],
  ["Gsobol", { dim: 2, a: [1, -1] }, /a is \[1,-1\]/],
  ["Ishigami", { b: 0.2 }, /b is 0.2; give one of 0.1, 0.05/],
  ["DTLZ2", { dim: 2 }, /dim is 2; give more parameters than the 2 objectives/],
  ["ZDT1", { dim: 4, numObjectives: 3 }, /numObjectives is 3; give one of 2/],
  ["GMM", { numObjectives: 5 }, /give one of 2, 3, 4/],
  ["TrajectoryPlanning", { dim: 7 }, /dim is 7; give an even number/],
  ["TrajectoryPlanning", { maxStepSize: NaN }, /maxStepSize is NaN; give a positive number/],
  ["Branin", { noiseStd: -1 }, /noiseStd is -1; give a number of at least 0/],
  ["BraninCurrin", { noiseStd: [1, 2, 3] }, /noiseStd is \[1,2,3\]; .* or 2 of them/],
  ["Branin", { constraintNoiseStd: 1 }, /constraintNoiseStd is 1; .* no constraints/],
  ["Branin", { bounds: [[0, 1]] }, /give 2 pairs of numbers, the lower one first/],
  [
    "Branin",
    {
      bounds: [
        [1, 0],
        [0, 1],
      ],
    },
    /bounds is \[\[1,0\],\[0,1\]\]/,
  ],
  [
    "Branin",
    {
      bounds: [
        [0, 1],
        [0, 1],
      ],
    },
    /around one of the optimizers at least: \[\[-3.14/,
  ],
])("%s %j is refused", (name, options, message) => {
  expect(() => make(name, options)).toThrow(RangeError);
  expect(() => make(name, options)).toThrow(message);
});

test("an optimum that was drawn is stored with the options", () => {
  const draws = [0.9, 0.2, 0.3, 0.25, 0.5];
  const random = (): number => draws.shift() ?? 0;
  const problem = testProblem("AckleyMixed", { dim: 5, randomizeOptimum: true, random });
  expect(problem.optimizers).toEqual([[1, 0, 0.3, 0.25, 0.5]]);
  expect(problem.options).toEqual({ dim: 5, optimum: [1, 0, 0.3, 0.25, 0.5] });
  expect(problem.evaluateTrue([1, 0, 0.3, 0.25, 0.5])[0]).toBeCloseTo(0, 12);
});

test("constants are rounded as in BoTorch, unless they are wanted as published", () => {
  const point = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
  const rounded = testProblem("Hartmann").evaluateTrue(point);
  const published = testProblem("Hartmann", { constantsPrecision: "float64" });
  expect(published.options).toEqual({ dim: 6, constantsPrecision: "float64" });
  expect(published.evaluateTrue(point)[0]).toBeCloseTo(rounded[0] ?? NaN, 7);
  expect(published.evaluateTrue(point)).not.toEqual(rounded);
});
