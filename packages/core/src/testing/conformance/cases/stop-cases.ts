import assert from "node:assert/strict";
import { isDeployed } from "../../../trial-status.ts";
import { rejection } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";

export type StopCaseId =
  | "stop/ends"
  | "stop/force"
  | "stop/reason"
  | "stop/no-reason"
  | "stop/twice"
  | "stop/completed"
  | "stop/staged"
  | "stop/others"
  | "stop/abort-before"
  | "stop/abort-during"
  | "stop/unreachable"
  | "stop-multiple/ends"
  | "stop-multiple/metadata"
  | "stop-multiple/others"
  | "stop-multiple/abort-before";

/** Rule 7: stopping is idempotent, and polls verify it. */
export const stopCases: ConformanceCases<StopCaseId> = {
  "stop/ends": {
    says: "after stop, polls reach a terminal status, and stay there",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.member("stop")(trial);
      const end = await rig.pollUntilEnded(trial);
      await rig.pollSome(trial, (status) => {
        assert.ok(status === end || status === "UNKNOWN", `${end} became ${status}`);
      });
    },
  },
  "stop/force": {
    says: "after stop by force, polls reach a terminal status",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.member("stop")(trial, { force: true });
      await rig.pollUntilEnded(trial);
    },
  },
  "stop/reason": {
    says: "stop with a reason resolves with { reason }",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const reason = "not promising";
      assert.deepEqual({ ...(await rig.member("stop")(trial, { reason })) }, { reason });
    },
  },
  "stop/no-reason": {
    says: "stop without a reason resolves with {}",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      assert.deepEqual({ ...(await rig.member("stop")(trial)) }, {});
    },
  },
  "stop/twice": {
    says: "stop of a trial that was stopped resolves",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.member("stop")(trial);
      await rig.member("stop")(trial);
      await rig.pollUntilEnded(trial);
      await rig.member("stop")(trial);
    },
  },
  "stop/completed": {
    says: "stop of a trial that has completed resolves, and it stays COMPLETED",
    member: "stop",
    async check(rig) {
      const trial = await rig.completed(0);
      await rig.member("stop")(trial);
      await rig.pollSome(trial, (status) => {
        assert.ok(status === "COMPLETED" || status === "UNKNOWN", `it became ${status}`);
      });
    },
  },
  "stop/staged": {
    says: "after stop of a trial that waits in the queue, polls reach a terminal status",
    member: "stop",
    needs: ["requeue", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("requeue")(trial);
      await rig.member("stop")(trial);
      await rig.pollUntilEnded(trial);
    },
  },
  "stop/others": {
    says: "stop leaves other trials alone",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const other = await rig.running(0);
      const trial = await rig.running(1);
      await rig.member("stop")(trial);
      await rig.pollUntilEnded(trial);
      await rig.pollSome(other, (status) => {
        assert.ok(isDeployed(status) || status === "UNKNOWN", `another one became ${status}`);
      });
    },
  },
  "stop/abort-before": {
    says: "stop rejects with the reason of a signal that was aborted before",
    member: "stop",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const reason = new Error("aborted before");
      const stopping = rig.member("stop")(trial, { signal: AbortSignal.abort(reason) });
      assert.equal(await rejection(rig, stopping, "stop"), reason);
    },
  },
  "stop/abort-during": {
    says: "stop that is aborted resolves or rejects with the reason, and can be repeated",
    member: "stop",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const controller = new AbortController();
      const reason = new Error("aborted during");
      const stopping = rig.member("stop")(trial, { signal: controller.signal });
      controller.abort(reason);
      const outcome = stopping.then(
        () => reason,
        (error: unknown) => error,
      );
      assert.equal(await rig.soon(outcome, "stop that was aborted"), reason);
      await rig.member("stop")(trial);
    },
  },
  "stop/unreachable": {
    says: "stop that does not reach the backend rejects: nobody has accepted it",
    member: "stop",
    needs: ["setReachable", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      await rig.hook("setReachable")(false);
      await rejection(rig, rig.member("stop")(trial), "stop");
    },
  },
  "stop-multiple/ends": {
    says: "after stopMultiple, polls of each trial reach a terminal status",
    member: "stopMultiple",
    needs: ["finish"],
    async check(rig) {
      const trials = [await rig.running(0), await rig.running(1)];
      await rig.member("stopMultiple")(trials.values());
      for (const trial of trials) await rig.pollUntilEnded(trial);
    },
  },
  "stop-multiple/metadata": {
    says: "stopMultiple has { reason } for each trial, one that has ended too",
    member: "stopMultiple",
    needs: ["finish"],
    async check(rig) {
      const trials = [await rig.running(0), await rig.completed(1)];
      const reason = "not promising";
      const stopped = await rig.member("stopMultiple")(trials, { reason });
      assert.deepEqual(new Set(stopped.keys()), new Set([0, 1]));
      for (const metadata of stopped.values()) assert.deepEqual({ ...metadata }, { reason });
    },
  },
  "stop-multiple/others": {
    says: "stopMultiple leaves other trials alone",
    member: "stopMultiple",
    needs: ["finish"],
    async check(rig) {
      const other = await rig.running(0);
      const trial = await rig.running(1);
      await rig.member("stopMultiple")([trial]);
      await rig.pollUntilEnded(trial);
      await rig.pollSome(other, (status) => {
        assert.ok(isDeployed(status) || status === "UNKNOWN", `another one became ${status}`);
      });
    },
  },
  "stop-multiple/abort-before": {
    says: "stopMultiple rejects with the reason of a signal that was aborted before",
    member: "stopMultiple",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const reason = new Error("aborted before");
      const stopping = rig.member("stopMultiple")([trial], { signal: AbortSignal.abort(reason) });
      assert.equal(await rejection(rig, stopping, "stopMultiple"), reason);
    },
  },
};
