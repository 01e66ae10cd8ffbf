import { describe, expect, test } from "vitest";
import type { ExitRecords } from "../wrapper/exit-records.ts";
import { judgeJob } from "./judge-job.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmRow } from "./slurm-row.ts";

const job = {
  jobId: "7",
  name: "key-0",
  directory: "/runs/key",
  errorLog: undefined,
  roles: [{ name: "key", replicas: 1 }],
};
const down: SlurmAnswer = { outcome: "failed", reason: "the connection was refused" };
const noAccounts: SlurmAnswer = { outcome: "no accounting" };

function says(...states: readonly string[]): SlurmAnswer {
  return {
    outcome: "rows",
    rows: states.map((state, component) => row({ state, component, name: `key-${component}` })),
  };
}

function cancelled(startedAtMs: number | undefined, finishedAtMs: number): SlurmAnswer {
  const times = { ...(startedAtMs !== undefined && { startedAtMs }), finishedAtMs };
  return { outcome: "rows", rows: [row({ state: "CANCELLED", ...times })] };
}

function row(more: Partial<SlurmRow>): SlurmRow {
  return { jobId: "7", component: 0, name: "key-0", state: "RUNNING", ...more };
}

function recorded(...codes: readonly number[]): ExitRecords {
  const byReplica = codes.map((code, index) => [`key.${index}`, code] as const);
  return { owner: "7", codes: new Map(byReplica), complete: true };
}

const none: ExitRecords = { owner: undefined, codes: new Map(), complete: false };

type Case = readonly [
  squeue: SlurmAnswer,
  sacct: SlurmAnswer,
  records: ExitRecords,
  status: string,
];

function judge([squeue, sacct, records]: Case): ReturnType<typeof judgeJob> {
  return judgeJob({ job, squeue, sacct, records });
}

describe("while squeue lists the job", () => {
  test.each<Case>([
    [says("PENDING"), says(), none, "STAGED"],
    [says("CONFIGURING"), says(), none, "STAGED"],
    [says("REQUEUED"), says("FAILED"), recorded(1), "STAGED"],
    [says("PENDING"), says("NODE_FAIL"), none, "STAGED"],
    [says("PENDING"), says("PREEMPTED"), recorded(143), "STAGED"],
    [says("RUNNING"), down, none, "RUNNING"],
    [says("COMPLETING"), says("COMPLETED"), recorded(0), "RUNNING"],
    [says("COMPLETED", "RUNNING"), says(), none, "RUNNING"],
    [says("PREEMPTED"), says("PREEMPTED"), recorded(143), "UNKNOWN"],
    [says("NODE_FAIL"), says("NODE_FAIL"), none, "UNKNOWN"],
    [says("REVOKED"), says(), none, "UNKNOWN"],
    [says("SOMETHING_NEW"), says("FAILED"), recorded(1), "UNKNOWN"],
    [says("FAILED", "SOMETHING_NEW"), says("FAILED"), none, "UNKNOWN"],
    [says("COMPLETED", "PENDING"), says(), none, "STAGED"],
  ])("%j and sacct %j: %3$s", (...known) => {
    expect(judge(known).status).toBe(known[3]);
  });

  test("keeps its word, its reason and when it began", () => {
    const rows = [row({ state: "RUNNING", startedAtMs: 1_000, finishedAtMs: 9_000, reason: "So" })];
    expect(judge([{ outcome: "rows", rows }, says(), none, ""]).details).toEqual({
      backendState: "RUNNING",
      reason: "So",
      startedAtMs: 1_000,
    });
  });

  test("takes no expected start for one", () => {
    const rows = [row({ state: "PENDING", startedAtMs: 1_000, reason: "Resources" })];
    expect(judge([{ outcome: "rows", rows }, says(), none, ""]).details).toEqual({
      backendState: "PENDING",
      reason: "Resources",
    });
  });
});

describe("when squeue lists it no more", () => {
  test.each<Case>([
    [says("COMPLETED"), says("RUNNING"), none, "COMPLETED"],
    [says("FAILED"), down, none, "FAILED"],
    [says("COMPLETED", "FAILED"), says(), none, "FAILED"],
    [says("CANCELLED"), noAccounts, none, "ABANDONED"],
    [says("TIMEOUT"), says(), recorded(143), "FAILED"],
    [says(), says("COMPLETED"), none, "COMPLETED"],
    [says(), says("FAILED"), none, "FAILED"],
    [says(), says("CANCELLED by 0"), none, "ABANDONED"],
    [says(), says("NODE_FAIL"), none, "FAILED"],
    [says(), says("PREEMPTED"), none, "FAILED"],
    [says(), says("RUNNING"), none, "UNKNOWN"],
    [says(), says("PENDING"), none, "UNKNOWN"],
    [says(), says("REQUEUED"), none, "UNKNOWN"],
    [says(), says("REVOKED"), none, "UNKNOWN"],
    [says(), says("SOMETHING_NEW"), none, "UNKNOWN"],
    [says(), says("RUNNING"), recorded(0), "COMPLETED"],
    [says(), down, none, "UNKNOWN"],
    [says(), down, recorded(0), "COMPLETED"],
    [says(), down, recorded(1), "FAILED"],
    [says(), noAccounts, none, "MISSING"],
    [says(), noAccounts, recorded(0), "COMPLETED"],
    [says(), noAccounts, recorded(3), "FAILED"],
    [says(), says(), none, "MISSING"],
    [says(), says(), recorded(0), "COMPLETED"],
  ])("squeue %j and sacct %j, records %j: %s", (...known) => {
    expect(judge(known).status).toBe(known[3]);
  });

  test.each<Case>([
    [says("COMPLETED"), says("COMPLETED"), recorded(0, 2), "FAILED"],
    [says("FAILED"), says("FAILED"), recorded(0, 0), "COMPLETED"],
    [says("TIMEOUT"), says("TIMEOUT"), recorded(0), "COMPLETED"],
    [cancelled(1_000, 2_000), says("CANCELLED"), recorded(0), "COMPLETED"],
    [cancelled(1_000, 2_000), says("CANCELLED"), recorded(143), "ABANDONED"],
    // While it waited to be run again: what has ended is the run before.
    [cancelled(5_000, 5_000), says("CANCELLED"), recorded(0), "ABANDONED"],
    [cancelled(undefined, 5_000), noAccounts, recorded(0), "ABANDONED"],
    [says("FAILED"), says("FAILED"), { ...recorded(0), complete: false }, "FAILED"],
    [says("COMPLETED"), says(), { ...recorded(0), complete: false }, "COMPLETED"],
    [says("COMPLETED"), says(), { ...recorded(4), complete: false }, "FAILED"],
    [says(), noAccounts, { ...recorded(4), complete: false }, "MISSING"],
  ])("exit codes outrank it: %j, %j, %j: %s", (...known) => {
    expect(judge(known).status).toBe(known[3]);
  });

  test("says why it failed, with the exit code and the times", () => {
    const end = { startedAtMs: 1_000, finishedAtMs: 9_000 };
    const rows = [row({ state: "FAILED", reason: "NonZeroExitCode", ...end })];
    expect(judge([{ outcome: "rows", rows }, says(), recorded(0, 3), ""])).toEqual({
      status: "FAILED",
      details: {
        backendState: "FAILED",
        reason: "Slurm says FAILED (NonZeroExitCode); key.1 ended with exit code 3",
        exitCode: 3,
        ...end,
      },
    });
  });

  test.each([
    [{ exitCode: 3 }, 3],
    [{ exitCode: 0, exitSignal: 9 }, 137],
  ])("takes the exit code of %j where no program left one", (exit, exitCode) => {
    const rows = [row({ state: "FAILED", ...exit })];
    const { details } = judge([says(), { outcome: "rows", rows }, none, ""]);
    expect(details.exitCode).toBe(exitCode);
  });

  test("says of a doubled job which one has its submission", () => {
    const { status, details } = judge([says("FAILED"), says(), { ...none, owner: "6" }, ""]);
    expect(status).toBe("FAILED");
    expect(details.reason).toContain("because job 6 has its submission");
  });
});

test("nothing is known where squeue does not answer, whatever the others say", () => {
  expect(judge([down, says("COMPLETED"), recorded(0), ""])).toEqual({
    status: "UNKNOWN",
    details: { reason: "the connection was refused" },
  });
});

describe("a job of this id and another name is not ours", () => {
  const other: SlurmAnswer = { outcome: "rows", rows: [row({ name: "other-0" })] };

  test("it is missing", () => {
    expect(judge([other, says(), none, ""])).toEqual({
      status: "MISSING",
      details: { reason: "Job 7 is another one now, other-0" },
    });
    expect(judge([says(), other, none, ""]).status).toBe("MISSING");
  });

  test("unless its programs have left their exit codes", () => {
    expect(judge([other, other, recorded(0), ""]).status).toBe("COMPLETED");
  });

  test("where its name is not known, it is", () => {
    const unnamed = { ...job, name: undefined };
    const evidence = { job: unnamed, squeue: other, sacct: says(), records: none };
    expect(judgeJob(evidence).status).toBe("RUNNING");
  });
});
