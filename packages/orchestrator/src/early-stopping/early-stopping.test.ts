import { describe, expect, test, vi } from "vitest";
import { Experiment } from "../experiment/experiment.ts";
import { curveOf, valueAt } from "./curve.ts";
import { percentileRule } from "./percentile-rule.ts";
import { successiveHalving } from "./successive-halving.ts";

/** Running trials with these values at steps 1, 2, 3 … */
function running(
  curves: readonly (readonly number[])[],
  goal: "minimize" | "maximize" = "minimize",
): Experiment {
  const experiment = new Experiment({ name: "one", objective: { metric: "loss", goal } });
  curves.forEach((values, index) => {
    const of = { index, attempt: 0, atMs: 0 } as const;
    const arms = [{ name: `${index}_0`, parameters: {} }] as const;
    experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
    experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
    const observations = values.map((mean, i) => ({ metric: "loss", mean, step: i + 1 }));
    experiment.apply({ ...of, type: "trial-results", final: false, observations });
  });
  return experiment;
}

const stopped = (toStop: ReadonlyMap<number, string>): number[] => [...toStop.keys()];

describe("a curve", () => {
  test("has the steps in order, and only those of its metric", () => {
    const experiment = running([[3, 1]]);
    const observations = [
      { metric: "loss", mean: 1, step: 2 },
      { metric: "other", mean: 9, step: 1 },
      { metric: "loss", mean: 5 },
      { metric: "loss", mean: 7, step: Number.NaN },
      { metric: "loss", mean: 7, step: Infinity },
      { metric: "loss", mean: 3, step: 1 },
    ];
    const of = { index: 0, attempt: 0, atMs: 0, final: false } as const;
    experiment.apply({ ...of, type: "trial-results", observations });
    expect(curveOf(experiment.trial(0), "loss")).toEqual([
      { metric: "loss", step: 1, mean: 3 },
      { metric: "loss", step: 2, mean: 1 },
    ]);
  });

  test.each([
    [0.5, undefined],
    [1, 4],
    [2, 3],
    [3, 2],
    [4, undefined],
  ])("at step %j has the value %j", (step, value) => {
    const curve = [
      { metric: "loss", step: 1, mean: 4 },
      { metric: "loss", step: 3, mean: 2 },
    ];
    expect(valueAt(curve, step)).toBe(value);
  });
});

describe("the percentile rule", () => {
  const curves = [[1], [2], [3], [4], [5]];

  test("stops what is worse than the median", () => {
    const rule = percentileRule({ minProgression: 1 });
    expect(stopped(rule.trialsToStop(running(curves)))).toEqual([3, 4]);
    expect(stopped(rule.trialsToStop(running(curves, "maximize")))).toEqual([0, 1]);
  });

  test("with a lower threshold stops fewer", () => {
    const rule = percentileRule({ minProgression: 1, percentileThreshold: 25 });
    expect(stopped(rule.trialsToStop(running(curves)))).toEqual([4]);
  });

  test("compares at the same step", () => {
    const rule = percentileRule({ minProgression: 1, minCurves: 3 });
    const experiment = running([[9, 8, 1], [9, 7, 1], [9, 6, 1], [8.5]]);
    expect(stopped(rule.trialsToStop(experiment))).toEqual([]);
  });

  test("stops nothing before minProgression, nor with fewer than minCurves", () => {
    expect(percentileRule().trialsToStop(running(curves)).size).toBe(0);
    const few = percentileRule({ minProgression: 1, minCurves: 6 });
    expect(few.trialsToStop(running(curves)).size).toBe(0);
  });

  test("says why", () => {
    const rule = percentileRule({ minProgression: 1 });
    expect(rule.trialsToStop(running(curves)).get(4)).toBe(
      "loss is 5 at step 1, worse than the 50 % threshold of 5 trials there (3)",
    );
  });

  test.each([{ percentileThreshold: 101 }, { minCurves: 0 }, { minProgression: Number.NaN }])(
    "refuses %j",
    (options) => {
      expect(() => percentileRule(options)).toThrow(/; give a/);
    },
  );
});

describe("successive halving", () => {
  test("lets the best third of those at a rung go on; the first ones always do", () => {
    const rule = successiveHalving({ reductionFactor: 3 });
    expect(stopped(rule.trialsToStop(running([[5], [4]])))).toEqual([]);
    const fresh = successiveHalving({ reductionFactor: 3 });
    expect(stopped(fresh.trialsToStop(running([[5], [4], [6], [3]])))).toEqual([0, 1, 2]);
  });

  test("takes the greatest for the best where the objective is maximized", () => {
    const rule = successiveHalving({ reductionFactor: 3 });
    const toStop = rule.trialsToStop(running([[5], [4], [6], [3]], "maximize"));
    expect([...toStop]).toEqual([
      [0, "loss is 5 at step 1, place 2 of 4 there; the best 1 go on"],
      [1, "loss is 4 at step 1, place 3 of 4 there; the best 1 go on"],
      [3, "loss is 3 at step 1, place 4 of 4 there; the best 1 go on"],
    ]);
  });

  test("judges a trial at the furthest rung that it has reached, by the values there", () => {
    const rule = successiveHalving({ reductionFactor: 2 });
    expect(stopped(rule.trialsToStop(running([[1], [2]])))).toEqual([1]);
    const experiment = running([
      [1, 9],
      [2, 1],
    ]);
    expect(stopped(rule.trialsToStop(experiment))).toEqual([0]);
  });

  test("counts trials that have ended, and needs no memory of its own", () => {
    const experiment = running([[5], [4], [6], [3]]);
    const end = { index: 3, attempt: 0, atMs: 1, from: "RUNNING", to: "COMPLETED" } as const;
    experiment.apply({ type: "trial-status", ...end });
    const expected = stopped(successiveHalving().trialsToStop(experiment));
    expect(expected).toEqual([0, 1, 2]);
    expect(stopped(successiveHalving().trialsToStop(experiment))).toEqual(expected);
  });

  test("lets those go on that have passed maxResource", () => {
    const rule = successiveHalving({ reductionFactor: 2, maxResource: 2 });
    expect(
      stopped(
        rule.trialsToStop(
          running([
            [1, 1],
            [1, 9],
          ]),
        ),
      ),
    ).toEqual([]);
  });

  test("lets those go on that have passed maxResource between two rungs", () => {
    const rule = successiveHalving({ reductionFactor: 2, maxResource: 3 });
    const curves = [
      [1, 1, 1],
      [1, 9, 9],
      [1, 9],
    ];
    expect(stopped(rule.trialsToStop(running(curves)))).toEqual([2]);
  });

  test.each([{ minResource: 0 }, { maxResource: 1 }, { reductionFactor: 1 }])(
    "refuses %j",
    (options) => {
      expect(() => successiveHalving(options)).toThrow(/; give a number/);
    },
  );
});

test.each([
  ["the percentile rule", percentileRule({ minProgression: 1, minCurves: 1 })],
  ["successive halving", successiveHalving()],
])("%s does not look again at what has ended", (_, rule) => {
  const experiment = running([[5], [4], [6]]);
  const end = { attempt: 0, atMs: 1, from: "RUNNING", to: "COMPLETED" } as const;
  for (const index of [0, 1]) experiment.apply({ type: "trial-status", index, ...end });
  rule.trialsToStop(experiment);
  const looked = vi.spyOn(experiment, "trial");
  expect(stopped(rule.trialsToStop(experiment))).toEqual([2]);
  expect(new Set(looked.mock.calls.flat())).toEqual(new Set([2]));
});

test.each<[() => unknown, string]>([
  [
    () => percentileRule({ percentile: 50 } as object),
    'percentileRule has no option "percentile"; it has percentileThreshold, minProgression, minCurves.',
  ],
  [
    () => percentileRule({ percentileThreshold: "50" as never }),
    'percentileRule: percentileThreshold is "50"; give a number from 0 to 100.',
  ],
  [
    () => percentileRule(50 as never),
    "percentileRule: the options are 50; give an object with some of percentileThreshold, minProgression, minCurves.",
  ],
  [
    () => successiveHalving({ eta: 3 } as object),
    'successiveHalving has no option "eta"; it has minResource, maxResource, reductionFactor.',
  ],
])("%#: what code without types may give is refused", (make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", message }));
});
