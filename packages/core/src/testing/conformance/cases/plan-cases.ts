import assert from "node:assert/strict";
import { checkAbort } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { assertPlainJson } from "../plain-json.ts";

export type PlanCaseId = "plan/json" | "plan/starts-nothing" | "plan/abort";

/** What a runner would do, for a person to look at. */
export const planCases: ConformanceCases<PlanCaseId> = {
  "plan/json": {
    says: "a plan is plain JSON, and the same each time",
    member: "planRun",
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      const plan = await rig.member("planRun")(trial);
      assertPlainJson(plan);
      assert.deepEqual(await rig.member("planRun")(trial), plan);
    },
  },
  "plan/starts-nothing": {
    says: "making a plan deploys nothing",
    member: "planRun",
    needs: ["acceptedJobs"],
    async check(rig) {
      const trial = rig.harness.makeTrial(0, "completes");
      await rig.member("planRun")(trial);
      assert.equal(await rig.hook("acceptedJobs")(trial), 0);
    },
  },
  "plan/abort": {
    says: "an aborted planRun rejects with the signal's reason",
    member: "planRun",
    async check(rig) {
      const plan = rig.member("planRun");
      const trial = rig.harness.makeTrial(0, "completes");
      await checkAbort(rig, (signal) => plan(trial, { signal }));
    },
  },
};
