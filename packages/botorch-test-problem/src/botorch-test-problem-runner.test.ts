import { RunnerError, VirtualClock, type BaseTrial, type Parameterization } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { testProblem, type TestProblemName } from "./functions/index.ts";
import { BotorchTestProblemRunner } from "./index.ts";

const branin = testProblem("Branin");
const runner = new BotorchTestProblemRunner({ testProblem: branin });

async function errorOf(call: Promise<unknown>): Promise<RunnerError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (RunnerError.is(error)) return error;
  throw new Error(`It should reject with a RunnerError, not ${String(error)}.`);
}

describe("run", () => {
  test("gives the objectives of the one arm of a trial", async () => {
    const trial = makeTrial({ x1: Math.PI, x2: 2.275 }, { index: 4 });
    const { Ys } = await runner.run(trial);
    expect(Ys).toEqual({ "4_0": branin.evaluateTrue([Math.PI, 2.275]) });
  });

  test("gives objectives, then slacks, of every arm", async () => {
    const osy = testProblem("OSY", { negate: true });
    const point = [5, 1, 2, 0, 5, 10];
    const other = [1, 1, 1, 1, 1, 1];
    const trial = makeBatchTrial([named(point), named(other)]);
    expect(await new BotorchTestProblemRunner({ testProblem: osy }).run(trial)).toEqual({
      Ys: {
        "0_0": [...osy.evaluate(point), ...osy.evaluateSlack(point)],
        "0_1": [...osy.evaluate(other), ...osy.evaluateSlack(other)],
      },
    });
  });

  test("takes the parameters in the order of the arm, whatever their names", async () => {
    const { Ys } = await runner.run(makeTrial({ second: 1, first: 12 }));
    expect(Ys).toEqual({ "0_0": branin.evaluateTrue([1, 12]) });
  });

  test("carries values over from modified bounds, as Ax does", async () => {
    const modified = new BotorchTestProblemRunner({
      testProblem: testProblem("ConstrainedGramacy"),
      modifiedBounds: [
        [0, 10],
        [-1, 1],
      ],
    });
    const { Ys } = await modified.run(makeTrial({ x1: 5, x2: -0.5 }));
    const { evaluateTrue, evaluateSlackTrue } = pointwise("ConstrainedGramacy");
    expect(Ys).toEqual({
      "0_0": [...evaluateTrue([0.5, 0.25]), ...evaluateSlackTrue([0.5, 0.25])],
    });
  });

  test("carries the ends of modified bounds over to the ends, whatever the rounding", async () => {
    const bounds = [
      [0.1, 0.7],
      [-0.3, 1.1],
    ] as const;
    const modified = new BotorchTestProblemRunner({ testProblem: branin, modifiedBounds: bounds });
    const { Ys } = await modified.run(makeBatchTrial([named([0.1, -0.3]), named([0.7, 1.1])]));
    expect(Ys).toEqual({
      "0_0": branin.evaluateTrue([-5, 0]),
      "0_1": branin.evaluateTrue([10, 15]),
    });
  });

  test("names arms that have no name by trial and position", async () => {
    const trial: BaseTrial = {
      ...makeTrial({}),
      kind: "batch",
      index: 3,
      arms: [
        { parameters: named([0, 0]) },
        { name: "mine", parameters: named([1, 1]) },
        { parameters: named([2, 2]) },
      ],
    };
    const { Ys } = await runner.run(trial);
    expect(Object.keys(Ys ?? {})).toEqual(["3_0", "mine", "3_2"]);
  });

  test("draws noise from the problem's source, arm by arm", async () => {
    const draws = Array.from({ length: 12 }, (_, i) => (i + 0.5) / 12);
    const noisy = (): BotorchTestProblemRunner => {
      const left = [...draws];
      const random = (): number => left.shift() ?? NaN;
      const options = { noiseStd: 1, constraintNoiseStd: 1, random };
      return new BotorchTestProblemRunner({
        testProblem: testProblem("ConstrainedGramacy", options),
      });
    };
    const trial = makeBatchTrial([named([0.1, 0.1]), named([0.1, 0.1])]);
    const first = await noisy().run(trial);
    expect(await noisy().run(trial)).toEqual(first);
    const [one, other] = Object.values(first["Ys"] as Record<string, number[]>);
    expect(one).not.toEqual(other);
  });
});

describe("a bad trial is refused, and nothing is evaluated", () => {
  const evaluated = { count: 0 };
  const watched = new BotorchTestProblemRunner({
    testProblem: testProblem("Branin", {
      noiseStd: 1,
      random: () => {
        evaluated.count += 1;
        return 0.5;
      },
    }),
  });
  const modified = new BotorchTestProblemRunner({
    testProblem: branin,
    modifiedBounds: [
      [0, 1],
      [0, 10],
    ],
  });
  const labs = new BotorchTestProblemRunner({ testProblem: testProblem("Labs", { dim: 2 }) });

  test.each<[string, BotorchTestProblemRunner, Parameterization, RegExp]>([
    ["too few", watched, { x1: 1 }, /it has 1 parameters \(x1\); Branin takes 2/],
    ["too many", watched, { x1: 1, x2: 2, x3: 3 }, /it has 3 parameters \(x1, x2, x3\)/],
    ["too low", watched, { x1: -6, x2: 2 }, /x1 is -6; give a number from -5 to 10 \(Branin\)/],
    ["too high", watched, { x1: 0, x2: 16 }, /x2 is 16; give a number from 0 to 15/],
    ["not a number", watched, { x1: 0, x2: "1" }, /x2 is "1"; give a number from 0 to 15/],
    ["true", watched, { x1: true, x2: 1 }, /x1 is true/],
    ["null", watched, { x1: null, x2: 1 }, /x1 is null/],
    ["NaN", watched, { x1: 0, x2: NaN }, /x2 is NaN/],
    ["infinite", watched, { x1: 0, x2: Infinity }, /x2 is Infinity/],
    [
      "out of modified bounds",
      modified,
      { x1: 5, x2: 1 },
      /x1 is 5; .* from 0 to 1 \(modifiedBounds\)/,
    ],
    ["a fraction", labs, { a: 0.5, b: 1 }, /a is 0.5; Labs takes a whole number there/],
  ])("%s", async (_, refusing, parameters, message) => {
    const trial = makeBatchTrial([named([1, 1]), parameters], { index: 7 });
    const error = await errorOf(refusing.run(trial));
    expect(error.code).toBe("INVALID_TRIAL");
    expect(error.trialIndex).toBe(7);
    expect(error.message).toMatch(/^Trial 7, arm "7_1": /);
    expect(error.message).toMatch(message);
    expect(evaluated.count).toBe(0);
  });

  test("two arms of one name", async () => {
    const arm = { name: "twin", parameters: named([1, 1]) };
    const trial = { ...makeTrial({}), kind: "batch" as const, arms: [arm, arm] as const };
    const error = await errorOf(watched.run(trial));
    expect(error.code).toBe("INVALID_TRIAL");
    expect(error.message).toMatch(/two arms called "twin"/);
  });

  test("a value that JSON cannot keep", async () => {
    const infinite = {
      ...pointwise("Branin"),
      evaluate: () => [Infinity],
      evaluateSlack: () => [],
    };
    const odd = new BotorchTestProblemRunner({ testProblem: { ...branin, ...infinite } });
    const error = await errorOf(odd.run(makeTrial(named([1, 1]))));
    expect(error.code).toBe("INVALID_TRIAL");
    expect(error.message).toMatch(/Branin is Infinity at 1, 1, which cannot be recorded/);
  });

  test("too late", async () => {
    const clock = new VirtualClock({ startMs: 1000 });
    const punctual = new BotorchTestProblemRunner({ testProblem: branin, clock });
    const trial = makeTrial(named([1, 1]));
    expect((await errorOf(punctual.run(trial, { notAfterMs: 999 }))).code).toBe("DEADLINE_PASSED");
    expect(await punctual.run(trial, { notAfterMs: 1000 })).toHaveProperty("Ys");
  });
});

test("polls say COMPLETED", async () => {
  const trials = [makeTrial({}, { index: 2 }), makeTrial({}, { index: 5 })];
  expect(await runner.pollTrialStatus(trials)).toEqual(new Map([["COMPLETED", new Set([2, 5])]]));
  expect(await runner.pollTrialStatus([])).toEqual(new Map());
});

describe("fetchResults", () => {
  const constrained = new BotorchTestProblemRunner({
    testProblem: testProblem("ConstrainedBraninCurrin", {
      noiseStd: [0.5, 0.25],
      constraintNoiseStd: 2,
    }),
  });

  test("names objectives and constraints, per arm of a batch", async () => {
    const trial = makeBatchTrial([named([0.1, 0.2]), named([0.3, 0.4])], { index: 1 });
    const runMetadata = await constrained.run(trial);
    const ys = runMetadata["Ys"] as Record<string, number[]>;
    const { final, observations } = await constrained.fetchResults({ ...trial, runMetadata });
    expect(final).toBe(true);
    expect(observations).toEqual(
      ["1_0", "1_1"].flatMap((armName) => [
        { armName, metric: "objective_0", mean: ys[armName]?.[0], sem: 0.5 },
        { armName, metric: "objective_1", mean: ys[armName]?.[1], sem: 0.25 },
        { armName, metric: "constraint_slack_0", mean: ys[armName]?.[2], sem: 2 },
      ]),
    );
  });

  test("leaves the name of an only arm out, and knows that there is no noise", async () => {
    const trial = makeTrial(named([Math.PI, 2.275]));
    const runMetadata = await runner.run(trial);
    const { observations } = await runner.fetchResults({ ...trial, runMetadata });
    const mean = branin.evaluateTrue([Math.PI, 2.275])[0];
    expect(observations).toEqual([{ metric: "objective_0", mean, sem: 0 }]);
  });

  test.each([
    [{}, /the metadata has nothing for arm "0_0", not 1 numbers/],
    [{ Ys: null }, /nothing/],
    [{ Ys: { other: [1] } }, /nothing/],
    [{ Ys: { "0_0": [1, 2] } }, /has \[1,2\] for arm "0_0"/],
    [{ Ys: { "0_0": ["1"] } }, /has \["1"\]/],
  ])("refuses the metadata %j", async (runMetadata, message) => {
    const trial = makeTrial(named([0, 0]), { runMetadata });
    const error = await errorOf(runner.fetchResults(trial));
    expect(error.code).toBe("INVALID_METADATA");
    expect(error.message).toMatch(message);
  });
});

function named(point: readonly number[]): { readonly [name: string]: number } {
  return Object.fromEntries(point.map((x, i) => [`x${i + 1}`, x]));
}

function pointwise(name: TestProblemName & ("Branin" | "ConstrainedGramacy")): {
  evaluateTrue: (point: readonly number[]) => number[];
  evaluateSlackTrue: (point: readonly number[]) => number[];
} {
  const problem = testProblem(name);
  return {
    evaluateTrue: (point) => problem.evaluateTrue(point),
    evaluateSlackTrue: (point) => problem.evaluateSlackTrue(point),
  };
}
