import assert from "node:assert/strict";
import { systemClock } from "../../../clock/system-clock.ts";
import { RunnerError } from "../../../runner-error.ts";
import type { RunOptions } from "../../../runner.ts";
import { rejection } from "../check-abort.ts";
import { isDeployed } from "../../../trial-status.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { deepFreeze } from "../deep-freeze.ts";
import { assertPlainJson } from "../plain-json.ts";
import type { Rig } from "../rig.ts";

export type RunCaseId =
  | "run/metadata-json"
  | "run/report-keys"
  | "run/keeps-trial"
  | "run/without-key"
  | "run/without-key-apart"
  | "run/accepted-once"
  | "run/keys-apart"
  | "run/staged"
  | "run/batch"
  | "run/invalid"
  | "run/invalid-starts-nothing"
  | "run/deadline-ahead"
  | "run/deadline"
  | "run/deadline-starts-nothing"
  | "run/abort-before"
  | "run/abort-before-starts-nothing"
  | "run/abort-during"
  | "run/unreachable"
  | "run/no-capacity"
  | "run/no-capacity-starts-nothing";

/** Deploying: what comes back, and what has happened where it rejects. */
export const runCases: ConformanceCases<RunCaseId> = {
  "run/metadata-json": {
    says: "the run metadata is plain JSON",
    async check(rig) {
      assertPlainJson((await rig.deploy(0, "completes")).runMetadata);
    },
  },
  "run/report-keys": {
    says: "the run metadata has the keys that are to be reported",
    member: "runMetadataReportKeys",
    async check(rig) {
      const { runMetadata } = await rig.deploy(0, "completes");
      for (const key of rig.member("runMetadataReportKeys")) {
        assert.ok(Object.hasOwn(runMetadata, key), `it has no ${key}`);
      }
    },
  },
  "run/keeps-trial": {
    says: "run does not change the trial that it is given",
    async check(rig) {
      const trial = deepFreeze(rig.harness.makeTrial(0, "completes"));
      rig.deployed(trial, await rig.runner.run(trial, { submissionKey: rig.key() }));
    },
  },
  "run/without-key": {
    says: "run without options deploys",
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      const deployed = rig.deployed(trial, await rig.runner.run(trial));
      await rig.finish(deployed);
      await rig.pollUntil(deployed, "COMPLETED");
    },
  },
  "run/without-key-apart": {
    says: "two trials that run without a key are two jobs",
    needs: ["finish"],
    async check(rig) {
      const trials = [rig.harness.makeTrial(0, "runs"), rig.harness.makeTrial(1, "completes")];
      const deployed: Trial[] = [];
      for (const trial of trials) deployed.push(rig.deployed(trial, await rig.runner.run(trial)));
      const [goesOn, ends] = deployed as [Trial, Trial];
      await rig.finish(ends);
      await rig.pollUntil(ends, "COMPLETED");
      await rig.pollUntil(goesOn, "RUNNING");
    },
  },
  "run/accepted-once": {
    says: "one call of run is one job of the backend",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      assert.equal(await rig.hook("acceptedJobs")(trial), 1);
    },
  },
  "run/keys-apart": {
    says: "another submission key is another job: a new attempt runs anew",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = await rig.completed(0);
      const again = { ...rig.harness.makeTrial(0, "completes"), attempt: 1 };
      rig.deployed(again, await rig.runner.run(again, { submissionKey: rig.key() }));
      assert.equal(await rig.hook("acceptedJobs")(trial), 2);
    },
  },
  "run/staged": {
    says: "where staging is required, a deployed trial is STAGED until it is RUNNING",
    member: "stagingRequired",
    concerns: ({ runner }) => runner.stagingRequired === true,
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "runs");
      await rig.until("a trial that was staged should run", async () => {
        const status = await rig.poll(trial);
        assert.ok(isDeployed(status) || status === "UNKNOWN", `it is reported as ${status}`);
        return status === "RUNNING";
      });
    },
  },
  "run/batch": {
    says: "a BatchTrial is deployed, or refused as INVALID_TRIAL",
    async check(rig) {
      const { arms, kind: _, ...view } = rig.harness.makeTrial(0, "completes");
      const batch = {
        ...view,
        kind: "batch" as const,
        arms: [arms[0], { ...arms[0], name: "second" }] as const,
      };
      const outcome = await outcomeOf(rig, batch);
      if ("trial" in outcome) {
        await rig.finish(outcome.trial);
        await rig.pollUntil(outcome.trial, "COMPLETED");
      } else assertCode(outcome.error, ["INVALID_TRIAL"]);
    },
  },
  "run/invalid": {
    says: "a trial that cannot be deployed is refused as INVALID_TRIAL",
    needs: ["makeInvalidTrial"],
    async check(rig) {
      assertCode(await refusal(rig, rig.hook("makeInvalidTrial")(0)), ["INVALID_TRIAL"]);
    },
  },
  "run/invalid-starts-nothing": {
    says: "a trial that was refused as invalid is not with the backend",
    needs: ["makeInvalidTrial", "acceptedJobs"],
    async check(rig) {
      const trial = rig.hook("makeInvalidTrial")(0);
      await refusal(rig, trial);
      await assertNothingStarted(rig, trial);
    },
  },
  "run/deadline-ahead": {
    says: "run deploys while notAfterMs is ahead",
    async check(rig) {
      const trial = await rig.deploy(0, "completes", { notAfterMs: now(rig) + 3_600_000 });
      await rig.finish(trial);
      await rig.pollUntil(trial, "COMPLETED");
    },
  },
  "run/deadline": {
    says: "run rejects with DEADLINE_PASSED once notAfterMs has passed",
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      const error = await refusal(rig, trial, { notAfterMs: now(rig) - 60_000 });
      assertCode(error, ["DEADLINE_PASSED"]);
    },
  },
  "run/deadline-starts-nothing": {
    says: "once notAfterMs has passed, nothing is started",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await refusal(rig, trial, { notAfterMs: now(rig) - 60_000 });
      await assertNothingStarted(rig, trial);
    },
  },
  "run/abort-before": {
    says: "run rejects with the reason of a signal that was aborted before",
    async check(rig) {
      const reason = new Error("aborted before");
      const trial = rig.harness.makeTrial(0, "completes");
      assert.equal(await refusal(rig, trial, { signal: AbortSignal.abort(reason) }), reason);
    },
  },
  "run/abort-before-starts-nothing": {
    says: "run with a signal that was aborted before starts nothing",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await refusal(rig, trial, { signal: AbortSignal.abort(new Error("aborted before")) });
      await assertNothingStarted(rig, trial);
    },
  },
  "run/abort-during": {
    says: "run that is aborted resolves, rejects with nothing started, or says SUBMISSION_UNKNOWN",
    needs: ["acceptedJobs"],
    async check(rig) {
      for (const [index, turns] of [0, 1, 2, 3, 5, 8, 13, 21].entries()) {
        const reason = new Error(`aborted after ${turns} turns`);
        const controller = new AbortController();
        const trial = rig.harness.makeTrial(index, "completes");
        const running = outcomeOf(rig, trial, { signal: controller.signal });
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        controller.abort(reason);
        const outcome = await rig.soon(running, "run that was aborted");
        if ("trial" in outcome) {
          await rig.finish(outcome.trial);
        } else if (RunnerError.is(outcome.error, "SUBMISSION_UNKNOWN")) {
          assert.equal(outcome.error.cause, reason);
        } else {
          assert.equal(outcome.error, reason);
          await assertNothingStarted(rig, trial);
        }
      }
    },
  },
  "run/unreachable": {
    says: "run that does not reach the backend rejects with nothing started, or says SUBMISSION_UNKNOWN",
    needs: ["setReachable", "acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await rig.hook("setReachable")(false);
      const error = await refusal(rig, trial);
      await rig.hook("setReachable")(true);
      assertCode(error, ["BACKEND", "SUBMISSION_UNKNOWN"]);
      if (!RunnerError.is(error, "SUBMISSION_UNKNOWN")) await assertNothingStarted(rig, trial);
    },
  },
  "run/no-capacity": {
    says: "run rejects with NO_CAPACITY where the backend has no room",
    needs: ["exhaust"],
    async check(rig) {
      await rig.hook("exhaust")();
      assertCode(await refusal(rig, rig.harness.makeTrial(0, "completes")), ["NO_CAPACITY"]);
    },
  },
  "run/no-capacity-starts-nothing": {
    says: "a trial that the backend had no room for is not with the backend",
    needs: ["exhaust", "acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await rig.hook("exhaust")();
      await refusal(rig, trial);
      await assertNothingStarted(rig, trial);
    },
  },
};

type Trial = Parameters<Rig["deployed"]>[0];

async function outcomeOf(
  rig: Rig,
  trial: Trial,
  options: RunOptions = {},
): Promise<{ readonly trial: Trial } | { readonly error: unknown }> {
  try {
    const runMetadata = await rig.runner.run(trial, { submissionKey: rig.key(), ...options });
    return { trial: rig.deployed(trial, runMetadata) };
  } catch (error) {
    return { error };
  }
}

async function refusal(rig: Rig, trial: Trial, options: RunOptions = {}): Promise<unknown> {
  const submissionKey = rig.key();
  return rejection(rig, rig.runner.run(trial, { submissionKey, ...options }), "run");
}

async function assertNothingStarted(rig: Rig, trial: Trial): Promise<void> {
  await rig.settle(5);
  assert.equal(await rig.hook("acceptedJobs")(trial), 0, "the backend has the job");
}

function assertCode(error: unknown, codes: readonly string[]): void {
  assert.ok(RunnerError.is(error), `it should reject with a RunnerError, not ${String(error)}`);
  assert.ok(codes.includes(error.code), `it has the code ${error.code}: ${error.message}`);
}

function now(rig: Rig): number {
  return (rig.harness.clock ?? systemClock).now();
}
