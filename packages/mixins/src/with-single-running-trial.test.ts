import type { Runner } from "@runners/core";
import { makeTrial, runnerConformance } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { CountingRunner } from "./__fixtures__/counting-runner.ts";
import { asGolden, goldenPolls, trialsOf } from "./__fixtures__/golden-polls.ts";
import {
  singleRunningHarness,
  singleRunningWaivers,
} from "./__fixtures__/single-running-conformance.ts";
import { withSingleRunningTrial } from "./with-single-running-trial.ts";

test.each(goldenPolls)("polls as the original: $statuses, polled $polled", async (poll) => {
  const runner: Runner = withSingleRunningTrial(new CountingRunner("a"));
  expect(asGolden(await runner.pollTrialStatus(trialsOf(poll)))).toStrictEqual(poll.result);
});

test("keeps capabilities, own members and private state, and adds nothing", async () => {
  const runner = withSingleRunningTrial(new CountingRunner("a", 5));
  const trial = makeTrial({ lr: 1 }, { index: 3 });
  expect(await runner.run(trial)).toStrictEqual({ name: "a-3" });
  expect(runner.runs).toBe(6);
  expect(await runner.stop(trial, { reason: "enough" })).toStrictEqual({ reason: "enough" });
  expect(runner).toBeInstanceOf(CountingRunner);
  expect("pollAvailableCapacity" in runner).toBe(false);
});

test("leaves the runner it wraps as it was", async () => {
  const inner = new CountingRunner("a");
  withSingleRunningTrial(inner);
  const trial = makeTrial({ lr: 1 }, { index: 3, status: "RUNNING" });
  expect(await inner.pollTrialStatus([trial])).toStrictEqual(new Map([["STAGED", new Set([3])]]));
});

test("refuses what is no runner", () => {
  expect(() => withSingleRunningTrial({} as Runner)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message:
        "withSingleRunningTrial: runner is an object; give a runner: an object with run and pollTrialStatus.",
    }),
  );
});

test("an aborted poll rejects with the signal's reason", async () => {
  const reason = new Error("enough");
  const runner: Runner = withSingleRunningTrial(new CountingRunner("a"));
  const options = { signal: AbortSignal.abort(reason) };
  await expect(runner.pollTrialStatus([], options)).rejects.toBe(reason);
});

describe("keeps the contract, the rules that it replaces aside", async () => {
  await runnerConformance({
    test,
    create: () => singleRunningHarness(withSingleRunningTrial),
    waive: singleRunningWaivers,
  });
});
