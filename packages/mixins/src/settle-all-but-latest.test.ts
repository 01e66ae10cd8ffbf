import { makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { asGolden, goldenPolls, trialsOf } from "./__fixtures__/golden-polls.ts";
import { settleAllButLatest } from "./settle-all-but-latest.ts";

describe("polls of the original", () => {
  test("there are sixteen", () => expect(goldenPolls).toHaveLength(16));

  test.each(goldenPolls)("$statuses, polled $polled", (poll) => {
    expect(asGolden(settleAllButLatest(trialsOf(poll)))).toStrictEqual(poll.result);
  });
});

test("reads the running indices once, from any iterable", () => {
  let reads = 0;
  const experiment = {
    get runningTrialIndices() {
      reads += 1;
      return new Set([4, 0, 2]).values();
    },
  };
  const trials = [0, 2, 4].map((index) => makeTrial({}, { index, status: "RUNNING", experiment }));
  expect(settleAllButLatest(trials.values())).toStrictEqual(
    new Map([
      ["COMPLETED", new Set([0, 2])],
      ["RUNNING", new Set([4])],
    ]),
  );
  expect(reads).toBe(1);
});

test("takes as many running trials as there are", () => {
  const runningTrialIndices = Array.from({ length: 200_000 }, (_, i) => i);
  const trial = makeTrial(
    {},
    { index: 199_998, status: "RUNNING", experiment: { runningTrialIndices } },
  );
  expect(settleAllButLatest([trial])).toStrictEqual(new Map([["COMPLETED", new Set([199_998])]]));
});

test("a running trial that the experiment does not count keeps its status", () => {
  const trial = makeTrial(
    {},
    { index: 5, status: "RUNNING", experiment: { runningTrialIndices: [] } },
  );
  expect(settleAllButLatest([trial])).toStrictEqual(new Map([["RUNNING", new Set([5])]]));
});
