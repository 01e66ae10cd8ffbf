import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formulas } from "./formulas.ts";
import type { TestProblemName, TestProblem } from "./index.ts";
import { testProblem, testProblemNames } from "./index.ts";
import { worstError } from "../../scripts/worst-error.ts";

type Instance = {
  readonly name: TestProblemName;
  readonly options: object;
  readonly points: readonly (readonly number[])[];
  readonly values: readonly (readonly number[])[];
  readonly slacks?: readonly (readonly number[])[];
  /** With the sign that `negate` gives. */
  readonly forward?: readonly (readonly number[])[];
  readonly fidelityCosts?: readonly number[];
  readonly isMinimization?: boolean;
} & Partial<TestProblem>;

type Golden = {
  readonly versions: { readonly botorch: string };
  readonly precision: string;
  readonly bases: readonly string[];
  readonly withoutValues: readonly string[];
  readonly constructors: Readonly<Record<string, readonly string[]>>;
  readonly instances: readonly Instance[];
};

const golden = JSON.parse(
  readFileSync(new URL("botorch.golden.json", import.meta.url), "utf8"),
) as Golden;

const tolerance = 1e-12;

function make(instance: Instance): TestProblem {
  return (testProblem as (name: string, options: object) => TestProblem)(
    instance.name,
    instance.options,
  );
}

test("the golden values are those of a BoTorch release, in float64", () => {
  expect(golden.versions.botorch).toMatch(/^\d+\.\d+\.\d+$/);
  expect(golden.precision).toBe("float64");
});

test("every class of botorch.test_functions is here, and nothing else", () => {
  expect(testProblemNames).toEqual(Object.keys(golden.constructors).toSorted());
  expect(golden.withoutValues).toEqual(["CorruptedTestProblem"]);
  const tried = new Set(golden.instances.map(({ name }) => name));
  expect([...tried].toSorted()).toEqual(testProblemNames);
});

test("the options are those of BoTorch's constructors, but for what the README lists", () => {
  const common = new Set(["negate", "noiseStd", "constraintNoiseStd", "dtype"]);
  const ours = new Set(["constantsPrecision", "optimum"]);
  for (const name of testProblemNames) {
    const theirs = golden.constructors[name]?.filter((option) => !common.has(option));
    const options: readonly string[] = formulas[name].optionNames;
    expect([name, options.filter((option) => !ours.has(option)).toSorted()]).toEqual([
      name,
      theirs?.toSorted(),
    ]);
  }
});

describe.each(golden.instances)("$name $options", (instance) => {
  test("has BoTorch's data", () => {
    const problem = make(instance);
    expect({
      dim: problem.dim,
      bounds: problem.bounds,
      discreteIndices: problem.discreteIndices,
      numObjectives: problem.numObjectives,
      numConstraints: problem.numConstraints,
      optimalValue: problem.optimalValue,
      optimizers: problem.optimizers,
      refPoint: problem.refPoint,
      maxHv: problem.maxHv,
      worstFeasibleValue: problem.worstFeasibleValue,
      isMinimization: problem.isMinimizationProblem,
    }).toEqual({
      dim: instance.dim,
      bounds: instance.bounds,
      discreteIndices: instance.discreteIndices,
      numObjectives: instance.numObjectives,
      numConstraints: instance.numConstraints,
      optimalValue: instance.optimalValue,
      optimizers: instance.optimizers,
      refPoint: instance.refPoint,
      maxHv: instance.maxHv,
      worstFeasibleValue: instance.worstFeasibleValue,
      isMinimization: instance.isMinimization,
    });
  });

  test("has BoTorch's values, one point at a time", () => {
    const problem = make(instance);
    expect(instance.points.length).toBeGreaterThanOrEqual(16);
    const wrong = instance.points.flatMap((point, i) => {
      const errors = [
        worstError(problem.evaluateTrue(point), instance.values[i] ?? []),
        worstError(problem.evaluateSlackTrue(point), instance.slacks?.[i] ?? []),
        instance.forward ? worstError(problem.evaluate(point), instance.forward[i] ?? []) : 0,
      ];
      return Math.max(...errors) <= tolerance ? [] : [{ point, errors }];
    });
    expect(wrong).toEqual([]);
    const costs = instance.points.map((point) => problem.fidelityCost?.(point));
    expect(costs).toEqual(instance.points.map((_, i) => instance.fidelityCosts?.[i]));
  });

  test("has the same values for all points at once", () => {
    const problem = make(instance);
    const points = Float64Array.from(instance.points.flat());
    const count = instance.points.length;
    const values = new Float64Array(count * problem.numObjectives);
    const slacks = new Float64Array(count * problem.numConstraints);
    problem.evaluateTrueBatch(points, values);
    problem.evaluateSlackTrueBatch(points, slacks);
    const alone = make(instance);
    expect([...values]).toEqual(instance.points.flatMap((point) => alone.evaluateTrue(point)));
    expect([...slacks]).toEqual(instance.points.flatMap((point) => alone.evaluateSlackTrue(point)));
  });
});
