import assert from "node:assert/strict";
import { systemClock } from "../../../clock/system-clock.ts";
import { RunnerError } from "../../../runner-error.ts";
import type { RunMultipleOptions } from "../../../runner.ts";
import type { RunOutcome } from "../../../run-outcome.ts";
import type { BaseTrial } from "../../../trial.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { assertPlainJson } from "../plain-json.ts";
import type { Rig } from "../rig.ts";

export type BatchCaseId =
  | "run-multiple/starts"
  | "run-multiple/metadata-json"
  | "run-multiple/keys"
  | "run-multiple/bad-among-good"
  | "run-multiple/deadline"
  | "run-multiple/no-capacity"
  | "run-multiple/unreachable"
  | "run-multiple/abort-before"
  | "run-multiple/abort-during";

type Outcomes = ReadonlyMap<number, RunOutcome>;

/** `runMultiple`: an outcome for each trial, whatever happens to the others. */
export const batchCases: ConformanceCases<BatchCaseId> = {
  "run-multiple/starts": {
    says: "runMultiple starts each trial, and polls see them",
    member: "runMultiple",
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      const outcomes = await runMultiple(rig, trials);
      for (const trial of deployed(rig, trials, outcomes)) {
        await rig.finish(trial);
        await rig.pollUntil(trial, "COMPLETED");
      }
    },
  },
  "run-multiple/metadata-json": {
    says: "the run metadata of a batch is plain JSON",
    member: "runMultiple",
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      const outcomes = await runMultiple(rig, trials);
      for (const { runMetadata } of deployed(rig, trials, outcomes)) assertPlainJson(runMetadata);
    },
  },
  "run-multiple/keys": {
    says: "each trial of a batch is submitted under its own key",
    member: "runMultiple",
    concerns: ({ runner }) => runner.findSubmission !== undefined,
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      const submissionKeys = new Map(trials.map(({ index }) => [index, rig.key()]));
      const outcomes = await runMultiple(rig, trials, { submissionKeys });
      for (const trial of deployed(rig, trials, outcomes)) {
        const key = submissionKeys.get(trial.index) ?? "";
        await rig.until(`the key of trial ${trial.index} should be found`, async () => {
          const lookup = await rig.member("findSubmission")(trial, key);
          return lookup.outcome === "found";
        });
      }
    },
  },
  "run-multiple/bad-among-good": {
    says: "one bad trial is rejected and does not hide those that started",
    member: "runMultiple",
    needs: ["makeInvalidTrial"],
    async check(rig) {
      const good = rig.harness.makeTrial(0, "completes");
      const bad = rig.hook("makeInvalidTrial")(1);
      const after = rig.harness.makeTrial(2, "completes");
      const outcomes = await runMultiple(rig, [good, bad, after]);
      const outcome = outcomes.get(1);
      assert.equal(outcome?.outcome, "rejected");
      assert.ok(RunnerError.is(outcome.error, "INVALID_TRIAL"), `it says ${outcome.error.message}`);
      for (const trial of deployed(rig, [good, after], outcomes)) {
        await rig.finish(trial);
        await rig.pollUntil(trial, "COMPLETED");
      }
    },
  },
  "run-multiple/deadline": {
    says: "once notAfterMs has passed, each trial is rejected with DEADLINE_PASSED",
    member: "runMultiple",
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      const notAfterMs = (rig.harness.clock ?? systemClock).now() - 60_000;
      for (const outcome of (await runMultiple(rig, trials, { notAfterMs })).values()) {
        assert.equal(outcome.outcome, "rejected");
        assert.ok(RunnerError.is(outcome.error, "DEADLINE_PASSED"), outcome.error.message);
      }
    },
  },
  "run-multiple/no-capacity": {
    says: "where the backend has no room, each trial is deferred",
    member: "runMultiple",
    needs: ["exhaust"],
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      await rig.hook("exhaust")();
      for (const { outcome } of (await runMultiple(rig, trials)).values()) {
        assert.equal(outcome, "deferred");
      }
    },
  },
  "run-multiple/unreachable": {
    says: "where the backend cannot be reached, no trial is said to have started",
    member: "runMultiple",
    needs: ["setReachable"],
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      await rig.hook("setReachable")(false);
      const outcomes = await runMultiple(rig, trials);
      await rig.hook("setReachable")(true);
      for (const { outcome } of outcomes.values()) assert.notEqual(outcome, "started");
    },
  },
  "run-multiple/abort-before": {
    says: "runMultiple with a signal that was aborted before starts nothing, and says so",
    member: "runMultiple",
    async check(rig) {
      const trials = [0, 1].map((index) => rig.harness.makeTrial(index, "completes"));
      const signal = AbortSignal.abort(new Error("aborted before"));
      for (const { outcome } of (await runMultiple(rig, trials, { signal })).values()) {
        assert.ok(outcome === "deferred" || outcome === "rejected", `an outcome is ${outcome}`);
      }
    },
  },
  "run-multiple/abort-during": {
    says: "runMultiple that is aborted has an outcome for each trial, and it is true",
    member: "runMultiple",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trials = [0, 1, 2].map((index) => rig.harness.makeTrial(index, "completes"));
      const controller = new AbortController();
      const running = runMultiple(rig, trials, { signal: controller.signal });
      await Promise.resolve();
      controller.abort(new Error("aborted during"));
      for (const [index, { outcome }] of await rig.soon(running, "runMultiple that was aborted")) {
        const accepted = await rig.hook("acceptedJobs")(trials[index] as BaseTrial<unknown>);
        if (outcome === "started") assert.equal(accepted, 1, "started, and not with the backend");
        else if (outcome !== "unknown")
          assert.equal(accepted, 0, `${outcome}, and with the backend`);
      }
    },
  },
};

/** Runs them all, under new keys unless told otherwise; fails unless each has an outcome. */
async function runMultiple(
  rig: Rig,
  trials: readonly BaseTrial<unknown>[],
  options: RunMultipleOptions = {},
): Promise<Outcomes> {
  const indices = trials.map(({ index }) => index);
  const submissionKeys = new Map(indices.map((index) => [index, rig.key()]));
  const run = rig.member("runMultiple");
  const outcomes = await run(trials.values(), { submissionKeys, ...options });
  const had = new Set(outcomes.keys());
  assert.deepEqual(had, new Set(indices), "each trial should have an outcome, and no other");
  return outcomes;
}

/** The views of the trials, each of which must have started. */
function deployed(
  rig: Rig,
  trials: readonly BaseTrial<unknown>[],
  outcomes: Outcomes,
): readonly BaseTrial<unknown>[] {
  return trials.map((trial) => {
    const outcome = outcomes.get(trial.index);
    assert.equal(outcome?.outcome, "started");
    return rig.deployed(trial, outcome.runMetadata);
  });
}
