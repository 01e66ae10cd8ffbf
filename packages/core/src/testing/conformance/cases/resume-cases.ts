import assert from "node:assert/strict";
import type { ConformanceCases } from "../conformance-case.ts";
import type { ConformanceHarness } from "../conformance-harness.ts";

export type ResumeCaseId =
  | "resume/ended"
  | "resume/running"
  | "resume/stop"
  | "resume/results"
  | "resume/logs"
  | "dispose/twice"
  | "dispose/leaves-trials";

/** Rule 6: a trial lives on in JSON; and disposing, which ends an object, not its trials. */
export const resumeCases: ConformanceCases<ResumeCaseId> = {
  "resume/ended": {
    says: "a new runner object polls a trial that has ended, from its JSON, with the same answer",
    concerns: resumable,
    needs: ["reopen"],
    async check(rig) {
      const trial = rig.throughJson(await rig.completed(0));
      await rig.pollUntil(trial, "COMPLETED", await rig.reopen());
    },
  },
  "resume/running": {
    says: "a new runner object polls a trial that runs, from its JSON, with the same answer",
    concerns: resumable,
    needs: ["reopen", "finish"],
    async check(rig) {
      const trial = rig.throughJson(await rig.running(0));
      await rig.pollUntil(trial, "RUNNING", await rig.reopen());
    },
  },
  "resume/stop": {
    says: "a new runner object stops a trial, from its JSON",
    member: "stop",
    concerns: resumable,
    needs: ["reopen", "finish"],
    async check(rig) {
      const trial = rig.throughJson(await rig.running(0));
      const reopened = await rig.reopen();
      await rig.member("stop", reopened)(trial);
      await rig.pollUntilEnded(trial, reopened);
    },
  },
  "resume/results": {
    says: "a new runner object reads the results of a trial, from its JSON",
    member: "fetchResults",
    concerns: resumable,
    needs: ["reopen"],
    async check(rig) {
      const trial = await rig.completed(0);
      const results = await rig.member("fetchResults")(trial);
      const fetch = rig.member("fetchResults", await rig.reopen());
      assert.deepEqual(await fetch(rig.throughJson(trial)), results);
    },
  },
  "resume/logs": {
    says: "a new runner object reads the lines of a trial, from its JSON",
    member: "readLogs",
    concerns: resumable,
    needs: ["reopen"],
    async check(rig) {
      const trial = await rig.completed(0);
      const lines = await rig.read(trial);
      assert.deepEqual(await rig.read(rig.throughJson(trial), {}, await rig.reopen()), lines);
    },
  },
  "dispose/twice": {
    says: "disposing twice is as disposing once",
    member: Symbol.asyncDispose,
    async check(rig) {
      await rig.deploy(0, "completes");
      await rig.member(Symbol.asyncDispose)();
      await rig.member(Symbol.asyncDispose)();
    },
  },
  "dispose/leaves-trials": {
    says: "disposing of a runner does not stop its trials",
    member: Symbol.asyncDispose,
    concerns: resumable,
    needs: ["reopen", "finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await rig.pollUntil(trial, "RUNNING");
      await rig.member(Symbol.asyncDispose)();
      const reopened = await rig.reopen();
      await rig.settle(3);
      await rig.pollUntil(trial, "RUNNING", reopened);
      await rig.finish(trial);
      await rig.pollUntil(trial, "COMPLETED", reopened);
    },
  },
};

function resumable({ runner }: ConformanceHarness): boolean {
  return runner.resumable !== false;
}
