import { RunnerError, VirtualClock } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { corruptedTestProblem, testProblem, type TestProblem } from "./functions/index.ts";
import { BotorchTestProblemRunner, type BotorchTestProblemRunnerOptions } from "./index.ts";

function errorOf(call: () => unknown): RunnerError {
  try {
    call();
  } catch (error) {
    if (RunnerError.is(error)) return error;
    throw error;
  }
  throw new Error("It should throw.");
}

test.each<[unknown, string]>([
  [{}, "BotorchTestProblemRunner has no testProblem; give a problem, or the name of one"],
  [{ testProblem: 5 }, "testProblem is 5; give a problem, or the name of one"],
  [{ testProblem: {} }, "testProblem is an object; give a problem, or the name of one"],
  [{ testProblem: "Branin", modifiedBound: [] }, 'has no option "modifiedBound"; it has testP'],
])("refused, from code without types: %j", (options, message) => {
  const error = errorOf(
    () => new BotorchTestProblemRunner(options as BotorchTestProblemRunnerOptions),
  );
  expect(error.code).toBe("INVALID_ARGUMENT");
  expect(error.message).toContain(message);
});

describe("a problem by name", () => {
  test("is made with its options", () => {
    const { testProblem: problem } = new BotorchTestProblemRunner({
      testProblem: "Hartmann",
      testProblemOptions: { dim: 3, negate: true },
    });
    expect([problem.name, problem.dim, problem.negate]).toEqual(["Hartmann", 3, true]);
  });

  test.each([
    ["Hartman", /There is no test problem "Hartman"; the nearest is "Hartmann"/],
    ["hartmann", /the nearest is "Hartmann"/],
    ["dtlz6", /the nearest is "DTLZ\d"/],
    ["WeldedBeamS0", /the nearest is "WeldedBeamSO"/],
  ])("%s is unknown, and the nearest is named", (name, message) => {
    const options = { testProblem: name } as BotorchTestProblemRunnerOptions;
    const error = errorOf(() => new BotorchTestProblemRunner(options));
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toMatch(message);
  });

  test("is refused with options that do not suit it", () => {
    const error = errorOf(
      () =>
        new BotorchTestProblemRunner({ testProblem: "Hartmann", testProblemOptions: { dim: 5 } }),
    );
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toMatch(/Hartmann: dim is 5; give one of 3, 4, 6/);
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("has its options with the name, not beside a problem that is made", () => {
    const options = { testProblem: testProblem("Branin"), testProblemOptions: { negate: true } };
    const error = errorOf(() => new BotorchTestProblemRunner(options));
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toMatch(/Branin is made already; leave them out/);
  });
});

test.each([
  [[[0, 1]], /modifiedBounds is 1 pairs; give 2, one for each parameter/],
  [
    [
      [0, 1],
      [1, 1],
    ],
    /modifiedBounds\[1\] is \[1,1\]; give \[lower, upper\]/,
  ],
  [
    [
      [0, 1],
      [2, 1],
    ],
    /modifiedBounds\[1\] is \[2,1\]/,
  ],
  [
    [
      [0, Infinity],
      [0, 1],
    ],
    /modifiedBounds\[0\] is \[0,null\]/,
  ],
  [
    [
      [0, 1, 2],
      [0, 1],
    ],
    /modifiedBounds\[0\] is \[0,1,2\]/,
  ],
  ["all", /modifiedBounds is "all"/],
])("modified bounds of %j are refused", (modifiedBounds, message) => {
  const options = { testProblem: "Branin", modifiedBounds } as unknown;
  const error = errorOf(
    () => new BotorchTestProblemRunner(options as BotorchTestProblemRunnerOptions),
  );
  expect(error.code).toBe("INVALID_ARGUMENT");
  expect(error.message).toMatch(message);
});

describe("JSON", () => {
  const modifiedBounds = [
    [0, 10],
    [0, 1],
    [0, 1],
    [0, 1],
  ] as const;

  test("has all there is to make the runner again", async () => {
    const runner = new BotorchTestProblemRunner({
      testProblem: testProblem("C2DTLZ2", { dim: 4, noiseStd: [0.1, 0.2], random: () => 0.25 }),
      modifiedBounds,
    });
    const json: unknown = JSON.parse(JSON.stringify(runner));
    expect(json).toEqual({
      testProblem: "C2DTLZ2",
      testProblemOptions: { dim: 4, numObjectives: 2, noiseStd: [0.1, 0.2] },
      modifiedBounds,
    });
    const again = BotorchTestProblemRunner.fromJSON(json, { random: () => 0.25 });
    expect(again.equals(runner)).toBe(true);
    const trial = makeTrial({ a: 5, b: 0.2, c: 0.4, d: 0.6 });
    expect(await again.run(trial)).toEqual(await runner.run(trial));
  });

  test("keeps an optimum that was drawn", () => {
    const problem = testProblem("AckleyMixed", { dim: 6, randomizeOptimum: true });
    const runner = new BotorchTestProblemRunner({ testProblem: problem });
    const again = BotorchTestProblemRunner.fromJSON(JSON.parse(JSON.stringify(runner)));
    expect(again.testProblem.optimizers).toEqual(problem.optimizers);
  });

  test("takes the clock beside it", async () => {
    const clock = new VirtualClock({ startMs: 5000 });
    const json = { testProblem: "Branin", testProblemOptions: {} };
    const runner = BotorchTestProblemRunner.fromJSON(json, { clock });
    await expect(runner.run(makeTrial({ a: 1, b: 1 }), { notAfterMs: 4999 })).rejects.toThrow(
      /not to be started after 4999/,
    );
  });

  test.each([
    [null, /The configuration of a runner is null/],
    ["Branin", /The configuration of a runner is "Branin"/],
    [[], /The configuration of a runner is \[\]/],
    [{}, /testProblem is missing in {}/],
    [{ testProblem: 1 }, /testProblem is missing/],
    [{ testProblem: "Branin", testProblemOptions: [] }, /testProblemOptions is no object/],
    [{ testProblem: "Branin", testProblemOption: {} }, /has testProblemOption; give what toJSON/],
    [{ testProblem: "Branim" }, /the nearest is "Branin"/],
    [{ testProblem: "Branin", modifiedBounds: [] }, /modifiedBounds is 0 pairs; give 2/],
  ])("%j is refused", (json, message) => {
    const error = errorOf(() => BotorchTestProblemRunner.fromJSON(json));
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toMatch(message);
  });

  test("cannot hold a problem that has no name in BoTorch", () => {
    const runner = new BotorchTestProblemRunner({ testProblem: corrupted() });
    expect(errorOf(() => JSON.stringify(runner)).code).toBe("UNSUPPORTED");
  });
});

describe("equals", () => {
  const hartmann = new BotorchTestProblemRunner({ testProblem: "Hartmann" });

  test.each<[boolean, string, BotorchTestProblemRunnerOptions]>([
    [true, "the default written out", { testProblem: testProblem("Hartmann", { dim: 6 }) }],
    [
      true,
      "another source of noise",
      { testProblem: testProblem("Hartmann", { random: () => 0 }) },
    ],
    [false, "another dim", { testProblem: "Hartmann", testProblemOptions: { dim: 3 } }],
    [false, "another sign", { testProblem: "Hartmann", testProblemOptions: { negate: true } }],
    [false, "another problem", { testProblem: "Branin" }],
    [
      false,
      "other bounds",
      { testProblem: "Hartmann", modifiedBounds: Array.from({ length: 6 }, () => [0, 2] as const) },
    ],
  ])("is %s for %s", (equal, _, options) => {
    const other = new BotorchTestProblemRunner(options);
    expect([hartmann.equals(other), other.equals(hartmann)]).toEqual([equal, equal]);
  });

  test("is false for what is no such runner", () => {
    expect([hartmann.equals(undefined), hartmann.equals(hartmann.toJSON())]).toEqual([
      false,
      false,
    ]);
  });

  test("goes by the object for a problem that has no name in BoTorch", () => {
    const problem = corrupted();
    const one = new BotorchTestProblemRunner({ testProblem: problem });
    expect(one.equals(new BotorchTestProblemRunner({ testProblem: problem }))).toBe(true);
    expect(one.equals(new BotorchTestProblemRunner({ testProblem: corrupted() }))).toBe(false);
    expect(one.equals(hartmann)).toBe(false);
  });
});

function corrupted(): TestProblem {
  return corruptedTestProblem(testProblem("Branin"), {
    outlierGenerator: () => 1000,
    outlierFraction: 0.1,
  });
}
