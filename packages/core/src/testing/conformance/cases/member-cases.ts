import assert from "node:assert/strict";
import type { Runner } from "../../../runner.ts";
import type { OptionalMember } from "../../without-members.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { deepFreeze } from "../deep-freeze.ts";

export type MemberCaseId = "members/types" | "members/stable" | "members/keep-trials";

const isFunction = (value: unknown): boolean => typeof value === "function";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isMs = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;

function isClock(value: unknown): boolean {
  return ["now", "monotonic", "sleep"].every((name) =>
    isFunction(Reflect.get(Object(value), name)),
  );
}

/** What each member is where it is present. */
const isRight: Readonly<Record<OptionalMember | "~parameters", (value: unknown) => boolean>> = {
  "~parameters": () => false,
  stop: isFunction,
  stopMultiple: isFunction,
  runMultiple: isFunction,
  planRun: isFunction,
  pollAvailableCapacity: isFunction,
  pollTrialDetails: isFunction,
  findSubmission: isFunction,
  waitForChange: isFunction,
  fetchResults: isFunction,
  readLogs: isFunction,
  [Symbol.asyncDispose]: isFunction,
  submissionGuarantee: (value) => ["exact", "reattach", "none"].includes(value as string),
  submissionVisibilityMs: isMs,
  resumable: isBoolean,
  stagingRequired: isBoolean,
  runMetadataReportKeys: (value) =>
    Array.isArray(value) && value.every((key) => typeof key === "string"),
  minPollIntervalMs: isMs,
  clock: isClock,
};
const members = Reflect.ownKeys(isRight) as OptionalMember[];

/** What the runner says that it can do. */
export const memberCases: ConformanceCases<MemberCaseId> = {
  "members/types": {
    says: "a member that is present is what the contract says, and an absent one is undefined",
    async check({ runner }) {
      for (const member of members) {
        const value: unknown = runner[member];
        const fine = value === undefined || isRight[member](value);
        assert.ok(fine, `${String(member)} is ${String(value)}`);
      }
      const findable =
        runner.submissionGuarantee !== "reattach" || runner.findSubmission !== undefined;
      assert.ok(findable, 'submissionGuarantee is "reattach", and there is no findSubmission');
    },
  },
  "members/stable": {
    says: "the members of a runner are the same after a run, and where it is reopened",
    async check(rig) {
      const before = present(rig.runner);
      await rig.deploy(0, "completes");
      assert.deepEqual(present(rig.runner), before);
      if (rig.harness.reopen !== undefined && rig.runner.resumable !== false) {
        assert.deepEqual(present(await rig.reopen()), before);
      }
    },
  },
  "members/keep-trials": {
    says: "no member changes the trials that it is given",
    async check(rig) {
      const trial = deepFreeze(await rig.completed(0));
      const { runner } = rig;
      const controller = new AbortController();
      const waiting = runner.waitForChange?.([trial], { signal: controller.signal });
      controller.abort();
      if (waiting !== undefined)
        await rig.soon(waiting.catch(unlessAborted(controller.signal)), "waitForChange");
      await runner.pollTrialDetails?.([trial]);
      await runner.findSubmission?.(trial, rig.key());
      await runner.fetchResults?.(trial);
      if (runner.readLogs !== undefined) await rig.read(trial);
      await runner.stop?.(trial);
      await runner.stopMultiple?.([trial]);
    },
  },
};

function present(runner: Runner): readonly PropertyKey[] {
  return members.filter((member) => runner[member] !== undefined);
}

function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => assert.equal(error, signal.reason);
}
