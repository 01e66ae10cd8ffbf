import { expect, test } from "vitest";
import { makeBatchTrial, makeTrial } from "./make-trial.ts";

test("a trial is a plain object, a candidate with one named arm", () => {
  expect(makeTrial({ lr: 0.1 })).toEqual({
    kind: "trial",
    index: 0,
    attempt: 0,
    status: "CANDIDATE",
    arms: [{ name: "0_0", parameters: { lr: 0.1 } }],
    runMetadata: {},
    experiment: { name: "experiment", runningTrialIndices: [] },
  });
});

test("what is told otherwise is otherwise", () => {
  const trial = makeTrial({}, { index: 7, attempt: 2, status: "RUNNING", runMetadata: { job: 1 } });
  expect(trial).toMatchObject({ index: 7, attempt: 2, status: "RUNNING", runMetadata: { job: 1 } });
  expect(trial.arms[0].name).toBe("7_0");
});

test("a batch trial has an arm for each parameterization", () => {
  const trial = makeBatchTrial([{ lr: 1 }, { lr: 2 }, { lr: 3 }], { index: 4 });
  expect(trial.kind).toBe("batch");
  expect(trial.arms).toEqual([
    { name: "4_0", parameters: { lr: 1 } },
    { name: "4_1", parameters: { lr: 2 } },
    { name: "4_2", parameters: { lr: 3 } },
  ]);
});
