import { join } from "node:path";
import { systemClock } from "@runners/core";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Gate } from "../__fixtures__/gate.ts";
import { SlurmCluster } from "../__fixtures__/slurm-cluster.ts";
import { submitWrapped } from "./__fixtures__/submit-wrapped.ts";
import { unrunExitCode } from "../wrapper/unrun-exit-code.ts";
import { cancelJobs } from "./cancel-jobs.ts";
import { findJobs } from "./find-jobs.ts";
import type { FoundJobs } from "./found-jobs.ts";
import { lookAtJobs } from "./look-at-jobs.ts";
import type { SlurmJob } from "./slurm-job.ts";
import type { SlurmOptions } from "./slurm-options.ts";
import type { SlurmVerdict } from "./slurm-verdict.ts";

let cluster: SlurmCluster;
let options: SlurmOptions;

beforeAll(async () => {
  cluster = await SlurmCluster.start();
  options = { env: cluster.env, callTimeoutMs: 60_000, clock: systemClock };
});
afterAll(() => cluster[Symbol.asyncDispose]());

function plain(jobId: string, name: string): SlurmJob {
  return { jobId, name, directory: undefined, errorLog: undefined, roles: [] };
}

async function look(job: SlurmJob): Promise<SlurmVerdict | undefined> {
  return (await lookAtJobs([job], options)).get(job.jobId);
}

/** Resolves with the first verdict of this status; a test that hangs here has never seen it. */
async function lookUntil(job: SlurmJob, status: string): Promise<SlurmVerdict> {
  for (;;) {
    const verdict = await look(job);
    if (verdict?.status === status) return verdict;
    await systemClock.sleep(100);
  }
}

/** The exit code, once sacct has heard of it. */
async function exitCodeOf(job: SlurmJob): Promise<number> {
  for (;;) {
    const exitCode = (await look(job))?.details.exitCode;
    if (exitCode !== undefined) return exitCode;
    await systemClock.sleep(100);
  }
}

function find(submissionKey: string, directory?: string): Promise<FoundJobs> {
  const nowMs = systemClock.now();
  return findJobs({ submissionKey, directory, sinceMs: nowMs - 60_000, nowMs }, options);
}

async function gate(name: string): Promise<Gate & { readonly path: string }> {
  const path = join(cluster.makeFolder("gates"), name);
  await execa("mkfifo", [path]);
  return Object.assign(new Gate(path), { path });
}

function waitAt(path: string): string {
  return `read -r word <"${path}"`;
}

describe("each state", () => {
  test("pending: STAGED, with the reason", async () => {
    const jobId = await cluster.submit("pending-0", "true", "--hold");
    expect(await look(plain(jobId, "pending-0"))).toEqual({
      status: "STAGED",
      details: { backendState: "PENDING", reason: "JobHeldUser" },
    });
    await cluster.release(jobId);
    expect((await lookUntil(plain(jobId, "pending-0"), "COMPLETED")).details).toMatchObject({
      backendState: "COMPLETED",
    });
  });

  test("running: RUNNING, since when; then cancelled: ABANDONED", async () => {
    const sinceMs = systemClock.now() - 1_000;
    const jobId = await cluster.submit("running-0", "exec sleep 100000");
    const { details } = await lookUntil(plain(jobId, "running-0"), "RUNNING");
    expect(details.startedAtMs).toBeGreaterThan(sinceMs);
    await cancelJobs([jobId], options);
    const end = await lookUntil(plain(jobId, "running-0"), "ABANDONED");
    expect(end.details.reason).toContain("CANCELLED");
    expect(end.details.finishedAtMs).toBeGreaterThanOrEqual(details.startedAtMs ?? Infinity);
    await cancelJobs([jobId], options);
  });

  test("cancelled before it began: ABANDONED", async () => {
    const jobId = await cluster.submit("early-0", "true", "--hold");
    await cancelJobs([jobId], options);
    await lookUntil(plain(jobId, "early-0"), "ABANDONED");
    expect(await ledgerOf("early-0")).toEqual([
      expect.objectContaining({ state: "CANCELLED", started: false }),
    ]);
  });

  test("failed: FAILED, with the exit code and the last lines", async () => {
    const job = await submitWrapped(cluster, "failed", ["echo went wrong >&2; exit 3"]);
    const { details } = await lookUntil(job, "FAILED");
    expect(details).toMatchObject({ backendState: "FAILED", exitCode: 3 });
    expect(details.reason).toContain("failed.0 ended with exit code 3\nwent wrong");
  });

  test("out of time: FAILED, and says so", async () => {
    const job = await submitWrapped(cluster, "late", ["exec sleep 100000"], "--time=5");
    await lookUntil(job, "RUNNING");
    await cluster.expire(job.jobId);
    const { details } = await lookUntil(job, "FAILED");
    expect(details.backendState).toBe("TIMEOUT");
    expect(details.reason).toContain("Slurm says TIMEOUT (TimeLimit)");
  });

  test("killed by a signal, without a wrapper: FAILED, 128 + 9", async () => {
    const jobId = await cluster.submit("killed-0", "kill -KILL $$");
    const job = plain(jobId, "killed-0");
    await lookUntil(job, "FAILED");
    expect(await exitCodeOf(job)).toBe(137);
  });

  test("a job that ignores SIGTERM ends all the same", async () => {
    const script = "trap '' TERM; while :; do sleep 0.1; done";
    const job = await submitWrapped(cluster, "stubborn", [script]);
    await lookUntil(job, "RUNNING");
    await cancelJobs([job.jobId], options);
    expect((await lookUntil(job, "ABANDONED")).details.backendState).toBe("CANCELLED");
  });

  test("one that no one knows, or that has another name: MISSING", async () => {
    const jobId = await cluster.submit("somebody-0", "true", "--hold");
    expect(await look(plain("999999", "nobody-0"))).toMatchObject({ status: "MISSING" });
    expect(await look(plain(jobId, "nobody-0"))).toMatchObject({ status: "MISSING" });
    const both = [plain(jobId, "somebody-0"), plain("999999", "nobody-0")];
    const statuses = [...(await lookAtJobs(both, options)).values()].map(({ status }) => status);
    expect(statuses).toEqual(["STAGED", "MISSING"]);
    await cancelJobs([jobId, "999999"], options);
  });
});

test("a job that is queued again is STAGED, RUNNING, and then what its last start came to", async () => {
  using door = await gate("again");
  const begun = `[ "$SLURM_RESTART_COUNT" = 1 ] || exec sleep 100000; ${waitAt(door.path)}`;
  const job = await submitWrapped(cluster, "again", [begun]);
  await lookUntil(job, "RUNNING");
  await cluster.requeue(job.jobId);
  await lookUntil(job, "STAGED");
  await cluster.startNow(job.jobId);
  await lookUntil(job, "RUNNING");
  door.open();
  expect((await lookUntil(job, "COMPLETED")).details.exitCode).toBe(0);
  const entries = await ledgerOf("again-0");
  expect(entries.filter(({ started }) => started)).toHaveLength(2);
});

test("a job of several replicas is RUNNING until all have ended, and has the code that is not 0", async () => {
  using door = await gate("several");
  const job = await submitWrapped(cluster, "several", [waitAt(door.path), "exit 0"]);
  await lookUntil(job, "RUNNING");
  door.open();
  expect((await lookUntil(job, "COMPLETED")).details.exitCode).toBe(0);
  const failing = await submitWrapped(cluster, "several-bad", ["exec sleep 100000", "exit 7"]);
  const { details } = await lookUntil(failing, "FAILED");
  expect(details.reason).toMatch(/several-bad\.[01] ended with exit code (?:7|143)/);
  await cancelJobs([failing.jobId], options);
});

test("a doubled job ends unrun, and the one that has the submission is found first", async () => {
  using door = await gate("doubled");
  const second = await submitWrapped(cluster, "doubled", ["true"], "--hold");
  const first = await submitWrapped(cluster, "doubled", [waitAt(door.path)]);
  await lookUntil(first, "RUNNING");
  await waitForClaim("doubled", first);
  await cluster.release(second.jobId);
  const { details } = await lookUntil(second, "FAILED");
  expect(details.reason).toContain(`job ${first.jobId} has its submission`);
  expect(await exitCodeOf(second)).toBe(unrunExitCode);
  expect(await find("doubled", first.directory)).toEqual({
    outcome: "found",
    jobIds: [first.jobId, second.jobId],
  });
  expect(await find("doubled")).toEqual({
    outcome: "found",
    jobIds: [second.jobId, first.jobId],
  });
  door.open();
  await lookUntil(first, "COMPLETED");
});

test("a key that nobody has used is absent", async () => {
  expect(await find("nobody")).toMatchObject({ outcome: "absent" });
});

test("while the accounting is down, the queue goes on telling what it knows", async () => {
  const running = await cluster.submit("down-0", "exec sleep 100000");
  await lookUntil(plain(running, "down-0"), "RUNNING");
  await cluster.stopAccounting();
  try {
    expect(await look(plain(running, "down-0"))).toMatchObject({ status: "RUNNING" });
    expect(await look(plain("999999", "nobody-0"))).toMatchObject({ status: "UNKNOWN" });
    expect(await find("down")).toEqual({ outcome: "found", jobIds: [running] });
    expect(await find("nobody")).toMatchObject({ outcome: "unknown" });
    await cancelJobs([running], options);
    await lookUntil(plain(running, "down-0"), "ABANDONED");
  } finally {
    await cluster.startMissing();
  }
  while ((await find("nobody")).outcome !== "absent") await systemClock.sleep(100);
});

test("while the controller is paused nothing is known, and what it gets is done later", async () => {
  const job = plain(await cluster.submit("paused-0", "exec sleep 100000"), "paused-0");
  await lookUntil(job, "RUNNING");
  const hasty = { ...options, callTimeoutMs: 1_000 };
  cluster.pauseController();
  try {
    const verdict = (await lookAtJobs([job], hasty)).get(job.jobId);
    expect(verdict).toEqual({
      status: "UNKNOWN",
      details: { reason: "squeue did not answer within 1000 ms" },
    });
    const sought = { submissionKey: "paused", directory: undefined, sinceMs: 0, nowMs: 1 };
    expect((await findJobs({ ...sought, submissionKey: "nobody" }, hasty)).outcome).toBe("unknown");
    await expect(cancelJobs([job.jobId], hasty)).rejects.toMatchObject({ code: "BACKEND" });
    const submitting = ["--job-name=unsure-0", "--output=/dev/null", "--wrap=true"];
    const sbatch = await execa("sbatch", submitting, {
      env: cluster.env,
      extendEnv: false,
      reject: false,
      timeout: 1_000,
    });
    expect(sbatch.timedOut).toBe(true);
  } finally {
    cluster.resumeController();
  }
  // The calls were given up, and have happened all the same.
  while ((await find("unsure")).outcome !== "found") await systemClock.sleep(100);
  await lookUntil(job, "ABANDONED");
});

describe("the ledger of the cluster", () => {
  test("has one entry for a job that runs, ends, or has ended", async () => {
    const script = "trap '' TERM; while :; do sleep 0.1; done";
    const jobId = await cluster.submit("entry-0", script);
    await cluster.until(jobId, "RUNNING");
    expect(await ledgerOf("entry-0")).toMatchObject([{ jobId, state: "RUNNING", started: true }]);
    await cancelJobs([jobId], options);
    await cluster.until(jobId, "COMPLETING");
    expect(await ledgerOf("entry-0")).toMatchObject([{ jobId, state: "CANCELLED", started: true }]);
    await cluster.until(jobId, "CANCELLED");
    expect(await ledgerOf("entry-0")).toMatchObject([{ jobId, state: "CANCELLED", started: true }]);
  });
});

async function ledgerOf(name: string): ReturnType<SlurmCluster["ledger"]> {
  return (await cluster.ledger()).filter((entry) => entry.name === name);
}

async function waitForClaim(key: string, { directory, jobId }: SlurmJob): Promise<void> {
  for (;;) {
    const found = await find(key, directory);
    if (found.outcome === "found" && found.jobIds[0] === jobId) return;
    await systemClock.sleep(50);
  }
}
