import assert from "node:assert/strict";
import { rejection } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";

export type LogCaseId =
  | "logs/ended"
  | "logs/stderr"
  | "logs/running"
  | "logs/follow"
  | "logs/leave"
  | "logs/abort-before"
  | "logs/abort-during";

/** `readLogs`: the lines that a trial printed, now or as they come. */
export const logCases: ConformanceCases<LogCaseId> = {
  "logs/ended": {
    says: "the lines of a trial that has completed come without their line ends",
    member: "readLogs",
    async check(rig) {
      const lines = await rig.read(await rig.completed(0));
      assert.notEqual(lines.length, 0, "there are none");
      for (const line of lines) {
        assert.ok(typeof line === "string" && !/[\r\n]$/.test(line), JSON.stringify(line));
      }
    },
  },
  "logs/stderr": {
    says: "stderr is a stream of its own",
    member: "readLogs",
    async check(rig) {
      const trial = await rig.completed(0);
      const stdout = await rig.read(trial, { stream: "stdout" });
      assert.deepEqual(await rig.read(trial), stdout, "stdout is not the default");
      assert.notDeepEqual(await rig.read(trial, { stream: "stderr" }), stdout);
    },
  },
  "logs/running": {
    says: "without follow, the lines of a trial that runs come to an end",
    member: "readLogs",
    needs: ["finish"],
    async check(rig) {
      await rig.read(await rig.running(0));
    },
  },
  "logs/follow": {
    says: "with follow, the lines come until the trial has ended, none lost or doubled",
    member: "readLogs",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await rig.pollUntil(trial, "RUNNING");
      const following = rig.read(trial, { follow: true });
      await rig.settle();
      await rig.finish(trial);
      const lines = await following;
      await rig.pollUntil(trial, "COMPLETED");
      assert.deepEqual(lines, await rig.read(trial));
    },
  },
  "logs/leave": {
    says: "a reader may leave before the end",
    member: "readLogs",
    async check(rig) {
      const trial = await rig.completed(0);
      const lines = rig.member("readLogs")(trial, { follow: true })[Symbol.asyncIterator]();
      await rig.soon(lines.next(), "the first line");
      await rig.soon(Promise.resolve(lines.return?.()), "leaving");
    },
  },
  "logs/abort-before": {
    says: "readLogs rejects with the reason of a signal that was aborted before",
    member: "readLogs",
    async check(rig) {
      const trial = await rig.completed(0);
      const reason = new Error("aborted before");
      const reading = rig.read(trial, { signal: AbortSignal.abort(reason) });
      assert.equal(await rejection(rig, reading, "readLogs"), reason);
    },
  },
  "logs/abort-during": {
    says: "readLogs that follows rejects with the signal's reason when aborted",
    member: "readLogs",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const controller = new AbortController();
      const reason = new Error("read long enough");
      const reading = rig.read(trial, { follow: true, signal: controller.signal });
      const rejected = rejection(rig, reading, "readLogs");
      controller.abort(reason);
      assert.equal(await rejected, reason);
    },
  },
};
