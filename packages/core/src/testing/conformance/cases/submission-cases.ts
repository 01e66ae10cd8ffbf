import assert from "node:assert/strict";
import type { SubmissionLookup } from "../../../submission.ts";
import { checkAbort } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import type { ConformanceHarness } from "../conformance-harness.ts";
import { assertPlainJson } from "../plain-json.ts";
import type { Rig } from "../rig.ts";

export type SubmissionCaseId =
  | "submission/exact"
  | "submission/exact-at-once"
  | "submission/exact-reopened"
  | "find/found"
  | "find/visible"
  | "find/usable"
  | "find/reopened"
  | "find/absent"
  | "find/creates-nothing"
  | "find/unreachable"
  | "find/abort";

/** Submission keys: what a repeated one does, and finding what was submitted. */
export const submissionCases: ConformanceCases<SubmissionCaseId> = {
  "submission/exact": {
    says: "run twice under one key deploys once",
    member: "submissionGuarantee",
    concerns: exact,
    needs: ["acceptedJobs"],
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const again = await rig.deploy(0, "completes", { submissionKey });
      assert.equal(await rig.hook("acceptedJobs")(trial), 1);
      await rig.finish(again);
      for (const each of [trial, again]) await rig.pollUntil(each, "COMPLETED");
    },
  },
  "submission/exact-at-once": {
    says: "run twice at once under one key deploys once",
    member: "submissionGuarantee",
    concerns: exact,
    needs: ["acceptedJobs"],
    async check(rig) {
      const submissionKey = rig.key();
      const deploy = (): ReturnType<Rig["deploy"]> => rig.deploy(0, "completes", { submissionKey });
      const [trial] = await Promise.all([deploy(), deploy()]);
      assert.equal(await rig.hook("acceptedJobs")(trial), 1);
    },
  },
  "submission/exact-reopened": {
    says: "run under the key of a submission before the restart deploys nothing",
    member: "submissionGuarantee",
    concerns: (harness) => exact(harness) && harness.runner.resumable !== false,
    needs: ["acceptedJobs", "reopen"],
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const reopened = await rig.reopen();
      await reopened.run(rig.harness.makeTrial(0, "completes"), { submissionKey });
      assert.equal(await rig.hook("acceptedJobs")(trial), 1);
    },
  },
  "find/found": {
    says: "a submission is found by its key",
    member: "findSubmission",
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      await found(rig, trial, submissionKey);
    },
  },
  "find/visible": {
    says: "a submission is found by its key once submissionVisibilityMs have passed",
    member: "findSubmission",
    needs: ["clock"],
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const clock = rig.hook("clock");
      const visibleAtMs = clock.monotonic() + (rig.runner.submissionVisibilityMs ?? 0);
      while (clock.monotonic() < visibleAtMs) await rig.settle();
      const lookup = await rig.member("findSubmission")(trial, submissionKey);
      assert.equal(lookup.outcome, "found");
    },
  },
  "find/usable": {
    says: "the run metadata that was found will do to poll the trial",
    member: "findSubmission",
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const [runMetadata] = (await found(rig, trial, submissionKey)).found;
      assertPlainJson(runMetadata);
      const attached = { ...trial, runMetadata };
      await rig.finish(attached);
      await rig.pollUntil(attached, "COMPLETED");
    },
  },
  "find/reopened": {
    says: "a new runner object finds a submission that was made before the restart",
    member: "findSubmission",
    concerns: ({ runner }) => runner.resumable !== false,
    needs: ["reopen"],
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const find = rig.member("findSubmission", await rig.reopen());
      const candidate = rig.throughJson(rig.harness.makeTrial(0, "completes"));
      await rig.until("the submission should be found", async () => {
        return (await find(candidate, submissionKey)).outcome === "found";
      });
      await rig.finish(trial);
    },
  },
  "find/absent": {
    says: "a key that nobody used is absent, with evidence, however often it is looked for",
    member: "findSubmission",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const key = rig.key();
      for (let lookups = 0; lookups < 2; lookups += 1) {
        const lookup = await rig.member("findSubmission")(trial, key);
        assert.equal(lookup.outcome, "absent");
        assert.ok(lookup.evidence.trim() !== "", "without evidence");
      }
    },
  },
  "find/creates-nothing": {
    says: "looking for a submission creates none",
    member: "findSubmission",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await rig.member("findSubmission")(trial, rig.key());
      await rig.settle();
      assert.equal(await rig.hook("acceptedJobs")(trial), 0);
    },
  },
  "find/unreachable": {
    says: "where the backend cannot be asked, a submission is unknown",
    member: "findSubmission",
    needs: ["setReachable"],
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      await rig.hook("setReachable")(false);
      for (const key of [submissionKey, rig.key()]) {
        const unknown: SubmissionLookup = { outcome: "unknown", reason: "it rejected" };
        const lookup = await rig
          .member("findSubmission")(trial, key)
          .catch(() => unknown);
        assert.equal(lookup.outcome, "unknown");
      }
    },
  },
  "find/abort": {
    says: "an aborted findSubmission rejects with the signal's reason, and changes nothing",
    member: "findSubmission",
    async check(rig) {
      const submissionKey = rig.key();
      const trial = await rig.deploy(0, "completes", { submissionKey });
      const find = rig.member("findSubmission");
      await checkAbort(rig, (signal) => find(trial, submissionKey, { signal }));
      await found(rig, trial, submissionKey);
    },
  },
};

function exact({ runner }: ConformanceHarness): boolean {
  return runner.submissionGuarantee === "exact";
}

async function found(
  rig: Rig,
  trial: Parameters<Rig["deployed"]>[0],
  key: string,
): Promise<Extract<SubmissionLookup, { outcome: "found" }>> {
  let lookup: SubmissionLookup | undefined;
  await rig.until("the submission should be found", async () => {
    lookup = await rig.member("findSubmission")(trial, key);
    return lookup.outcome === "found";
  });
  assert.equal(lookup?.outcome, "found");
  return lookup;
}
