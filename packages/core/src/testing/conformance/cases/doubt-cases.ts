import assert from "node:assert/strict";
import { isTerminal } from "../../../trial-status.ts";
import type { ConformanceCases } from "../conformance-case.ts";

export type DoubtCaseId =
  | "doubt/not-terminal"
  | "doubt/not-missing"
  | "doubt/passes"
  | "doubt/missing"
  | "doubt/unmapped"
  | "doubt/requeued";

/** Rules 2, 3 and 5: what a poll says when the backend cannot be reached or understood. */
export const doubtCases: ConformanceCases<DoubtCaseId> = {
  "doubt/not-terminal": {
    says: "an unreachable backend is not a trial that has ended",
    needs: ["setReachable", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("setReachable")(false);
      await rig.pollSome(trial, (status) => {
        assert.ok(!isTerminal(status), `a poll says ${status}`);
      });
    },
  },
  "doubt/not-missing": {
    says: "a trial is MISSING only where the backend has answered",
    needs: ["setReachable", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("setReachable")(false);
      await rig.pollSome(trial, (status) => {
        assert.notEqual(status, "MISSING");
      });
    },
  },
  "doubt/passes": {
    says: "polls that failed leave no verdict: when the backend is back, all is as it was",
    needs: ["setReachable", "finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await rig.pollUntil(trial, "RUNNING");
      await rig.hook("setReachable")(false);
      await rig.pollSome(trial, () => undefined);
      await rig.hook("setReachable")(true);
      await rig.pollUntil(trial, "RUNNING");
      await rig.finish(trial);
      await rig.pollUntil(trial, "COMPLETED");
    },
  },
  "doubt/missing": {
    says: "a trial that the backend has forgotten is MISSING, and never ended",
    needs: ["forget", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("forget")(trial);
      await rig.pollUntil(trial, "MISSING");
    },
  },
  "doubt/unmapped": {
    says: "a state of the backend that has no row is UNKNOWN",
    needs: ["reportUnmapped", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const word = await rig.hook("reportUnmapped")(trial);
      // What was on its way may arrive first.
      await rig.pollUntil(trial, "UNKNOWN");
      await rig.pollSome(trial, (status) => {
        assert.equal(status, "UNKNOWN", `"${word}" is reported as ${status}`);
      });
    },
  },
  "doubt/requeued": {
    says: "a trial that is queued again is STAGED",
    needs: ["requeue", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("requeue")(trial);
      await rig.pollUntil(trial, "STAGED");
    },
  },
};
