import { RunnerError } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import type { SampleRuntime } from "./sample-runtime.ts";
import { sampleRuntimeConstant } from "./sample-runtime-constant.ts";
import { sampleRuntimeLognormal } from "./sample-runtime-lognormal.ts";
import { sampleRuntimeTable } from "./sample-runtime-table.ts";
import { sampleRuntimeUnif } from "./sample-runtime-unif.ts";

const trials = Array.from({ length: 20_000 }, (_, index) => makeTrial({}, { index }));
const runtimes = [3, 1, 4, 1.5, 9];

const samplers: Readonly<Record<string, (seed: number) => SampleRuntime>> = {
  uniform: (seed) => (trial) => sampleRuntimeUnif(trial, { seed }),
  lognormal: (seed) => (trial) => sampleRuntimeLognormal(trial, { seed }),
  table: (seed) => (trial) => sampleRuntimeTable(trial, { seed, runtimes }),
};

describe.each(Object.entries(samplers))("%s", (_, sampler) => {
  test("depends on the seed and the index, not on the order of the calls", () => {
    const forwards = trials.slice(0, 50).map(sampler(1));
    const backwards = trials.slice(0, 50).toReversed().map(sampler(1)).toReversed();
    expect(backwards).toEqual(forwards);
    expect(trials.slice(0, 50).map(sampler(2))).not.toEqual(forwards);
    expect(new Set(forwards).size).toBeGreaterThan(4);
  });
});

test("uniform runtimes fill [low, high] evenly, and neighbours do not resemble each other", () => {
  const sampled = trials.map((trial) => sampleRuntimeUnif(trial, { low: 2, high: 6 }));
  expect(Math.min(...sampled)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...sampled)).toBeLessThanOrEqual(6);
  const counts = Array.from(
    { length: 20 },
    (_, twentieth) =>
      sampled.filter((runtime) => Math.floor((runtime - 2) * 5) === twentieth).length,
  );
  // 1,000 are expected in each; 150 is nearly five standard deviations.
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  const deviations = sampled.map((runtime) => runtime - 4);
  const products = deviations.slice(1).map((deviation, at) => deviation * (deviations[at] ?? 0));
  const variance = 16 / 12;
  const correlation =
    products.reduce((sum, product) => sum + product, 0) / products.length / variance;
  expect(Math.abs(correlation)).toBeLessThan(0.035);
});

test("uniform runtimes are low + (high - low) of the source that is given, as in Ax", () => {
  const trial = makeTrial({});
  expect(sampleRuntimeUnif(trial, { random: () => 0.25 })).toBe(2);
  expect(sampleRuntimeUnif(trial, { low: 3, high: 3, random: () => 0.9 })).toBe(3);
});

test("lognormal runtimes have the median and the spread that were asked for", () => {
  const logs = trials
    .map((trial) => Math.log(sampleRuntimeLognormal(trial, { median: 10, sigma: 0.4 }) / 10))
    .toSorted((a, b) => a - b);
  expect(logs[10_000]).toBeCloseTo(0, 1);
  const variance = logs.reduce((sum, log) => sum + log * log, 0) / logs.length;
  expect(Math.sqrt(variance)).toBeCloseTo(0.4, 2);
});

test("a table is picked from at random, or in order from the beginning again", () => {
  const picked = new Set(trials.map((trial) => sampleRuntimeTable(trial, { runtimes })));
  expect(picked).toEqual(new Set(runtimes));
  const inOrder = trials
    .slice(0, 7)
    .map((trial) => sampleRuntimeTable(trial, { runtimes, pick: "in-order" }));
  expect(inOrder).toEqual([3, 1, 4, 1.5, 9, 3, 1]);
});

test("an option that is undefined is left out", () => {
  const options = { low: undefined, seed: undefined, random: () => 0.25 } as object;
  expect(sampleRuntimeUnif(makeTrial({}), options)).toBe(2);
});

test("a constant is one", () => {
  expect(trials.slice(0, 3).map((trial) => sampleRuntimeConstant(trial, { runtime: 7 }))).toEqual([
    7, 7, 7,
  ]);
});

test.each<[string, () => number]>([
  ["low is 5 and high is 1", () => sampleRuntimeUnif(makeTrial({}), { low: 5, high: 1 })],
  ["low is -1", () => sampleRuntimeUnif(makeTrial({}), { low: -1 })],
  ["high is Infinity", () => sampleRuntimeUnif(makeTrial({}), { high: Infinity })],
  ["sigma is -1", () => sampleRuntimeLognormal(makeTrial({}), { sigma: -1 })],
  ["median is NaN", () => sampleRuntimeLognormal(makeTrial({}), { median: Number.NaN })],
  ["runtimes has 0 entries", () => sampleRuntimeTable(makeTrial({}), { runtimes: [] })],
  ['low is "1"', () => sampleRuntimeUnif(makeTrial({}), { low: "1" as never })],
  [
    'sampleRuntimeUnif has no option "lo"; it has seed, random, low, high.',
    () => sampleRuntimeUnif(makeTrial({}), { lo: 5 } as object),
  ],
  ["the options are 5", () => sampleRuntimeUnif(makeTrial({}), 5 as never)],
  ['has no option "mean"', () => sampleRuntimeLognormal(makeTrial({}), { mean: 5 } as object)],
  ["seed is an object", () => sampleRuntimeLognormal(makeTrial({}), { seed: {} as never })],
  ['has no option "seed"', () => sampleRuntimeConstant(makeTrial({}), { seed: 5 } as object)],
  [
    'sampleRuntimeTable: pick is "rand"; give "random" or "in-order".',
    () => sampleRuntimeTable(makeTrial({}), { runtimes: [1], pick: "rand" as "random" }),
  ],
  [
    "sampleRuntimeTable has no runtimes; give a list of seconds.",
    () => sampleRuntimeTable(makeTrial({}), {} as never),
  ],
  ["runtimes is 5; give a list", () => sampleRuntimeTable(makeTrial({}), { runtimes: 5 as never })],
])("refuses that %s", (message, call) => {
  expect(call).toThrow(message);
  expect(call).toThrow(expect.toSatisfy((error) => RunnerError.is(error, "INVALID_ARGUMENT")));
});
