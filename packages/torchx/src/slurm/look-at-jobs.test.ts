import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FakeSlurm } from "./__fixtures__/fake-slurm.ts";
import { lookAtJobs } from "./look-at-jobs.ts";
import type { SlurmJob } from "./slurm-job.ts";

function job(id: number, more: Partial<SlurmJob> = {}): SlurmJob {
  const roles = [{ name: `k${id}`, replicas: 1 }];
  return {
    jobId: `${id}`,
    name: `k${id}-0`,
    directory: undefined,
    errorLog: undefined,
    roles,
    ...more,
  };
}

function statuses(verdicts: Awaited<ReturnType<typeof lookAtJobs>>): Record<string, string> {
  return Object.fromEntries([...verdicts].map(([jobId, { status }]) => [jobId, status]));
}

test("asks once each for any number of jobs", async () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const lines = ids.map((id) => `${id}|PENDING|N/A|N/A|Priority|k${id}-0\n`);
  using slurm = new FakeSlurm({ squeue: { stdout: lines.join("") }, sacct: {} });
  const verdicts = await lookAtJobs(
    ids.map((id) => job(id)),
    slurm.options,
  );
  expect(new Set(Object.values(statuses(verdicts)))).toEqual(new Set(["STAGED"]));
  expect(verdicts.size).toBe(1_000);
  expect(slurm.calls("squeue")).toEqual([
    `--noheader --all --states=all --format=%i|%T|%S|%e|%r|%j --jobs=${ids.join(",")}`,
  ]);
  expect(slurm.calls("sacct")).toEqual([
    "--allocations --noheader --parsable2 --format=JobID,State,ExitCode,Start,End,JobName " +
      `--jobs=${ids.join(",")}`,
  ]);
});

test("asks in parts where the arguments would grow too long", async () => {
  using slurm = new FakeSlurm({ squeue: {}, sacct: {} });
  const jobs = Array.from({ length: 20_001 }, (_, index) => job(67_000_000 + index));
  expect((await lookAtJobs(jobs, slurm.options)).size).toBe(20_001);
  expect(slurm.calls("squeue")).toHaveLength(3);
});

test("asks nothing for no job", async () => {
  using slurm = new FakeSlurm({ squeue: {}, sacct: {} });
  expect(await lookAtJobs([], slurm.options)).toEqual(new Map());
  expect([...slurm.calls("squeue"), ...slurm.calls("sacct")]).toEqual([]);
});

test("heeds the rows of its jobs only, where squeue lists all", async () => {
  using slurm = new FakeSlurm({
    squeue: { stdout: "9|FAILED|N/A|N/A|None|other-0\n1|RUNNING|N/A|N/A|None|k1-0\n" },
    sacct: {},
  });
  const verdicts = await lookAtJobs([job(1), job(2)], slurm.options);
  expect(statuses(verdicts)).toEqual({ 1: "RUNNING", 2: "MISSING" });
});

test("takes an unknown id for an answer", async () => {
  using slurm = new FakeSlurm({
    squeue: { stderr: "slurm_load_jobs error: Invalid job id specified\n", exitCode: 1 },
    sacct: { stdout: "1|COMPLETED|0:0|10|20|k1-0\n" },
  });
  const verdicts = await lookAtJobs([job(1)], slurm.options);
  expect(verdicts.get("1")).toEqual({
    status: "COMPLETED",
    details: { backendState: "COMPLETED", exitCode: 0, startedAtMs: 10_000, finishedAtMs: 20_000 },
  });
});

test.each([
  [
    "the controller does not answer",
    "slurm_load_jobs error: Socket timed out on send/recv operation",
  ],
  [
    "there is no controller",
    "slurm_load_jobs error: Unable to contact slurm controller (connect failure)",
  ],
])("knows nothing where %s", async (_what, stderr) => {
  using slurm = new FakeSlurm({
    squeue: { stderr, exitCode: 1 },
    sacct: { stdout: "1|COMPLETED|0:0|10|20|k1-0\n" },
  });
  const reason = `squeue ended with exit code 1: ${stderr}`;
  expect(await lookAtJobs([job(1)], slurm.options)).toEqual(
    new Map([["1", { status: "UNKNOWN", details: { reason } }]]),
  );
});

test("knows nothing without squeue, and says what to install", async () => {
  using slurm = new FakeSlurm({ sacct: {} });
  const options = { ...slurm.options, env: { PATH: slurm.path } };
  const { details } = (await lookAtJobs([job(1)], options)).get("1") ?? {};
  expect(details?.reason).toContain("squeue was not found on PATH: install Slurm's commands");
});

test("goes by squeue and the exit records where there is no accounting", async () => {
  using slurm = new FakeSlurm({
    squeue: {},
    sacct: { stderr: "Slurm accounting storage is disabled\n", exitCode: 1 },
  });
  const directory = join(slurm.path, "key");
  mkdirSync(join(directory, "records"), { recursive: true });
  writeFileSync(join(directory, "claim"), "1\n");
  writeFileSync(join(directory, "records", "k1.0.0.ended"), '{"job":"1","code":0}\n');
  const verdicts = await lookAtJobs([job(1, { directory }), job(2, { directory })], slurm.options);
  expect(statuses(verdicts)).toEqual({ 1: "COMPLETED", 2: "MISSING" });
});

test("knows nothing of jobs that have left the queue while the accounting is down", async () => {
  using slurm = new FakeSlurm({
    squeue: { stdout: "2|RUNNING|N/A|N/A|None|k2-0\n" },
    sacct: { stderr: "sacct: error: Problem talking to the database", exitCode: 1 },
  });
  const verdicts = await lookAtJobs([job(1), job(2)], slurm.options);
  expect(statuses(verdicts)).toEqual({ 1: "UNKNOWN", 2: "RUNNING" });
});

test("tells the last lines of a job that failed", async () => {
  using slurm = new FakeSlurm({ squeue: { stdout: "1|FAILED|N/A|N/A|None|k1-0\n" }, sacct: {} });
  const errorLog = join(slurm.path, "stderr");
  writeFileSync(errorLog, "\u001b[31mit went\u001b[0m wrong\n");
  const verdicts = await lookAtJobs([job(1, { errorLog })], slurm.options);
  expect(verdicts.get("1")?.details.reason).toBe("Slurm says FAILED\nit went wrong");
});

test("doubts an end whose records cannot be read", async () => {
  using slurm = new FakeSlurm({ squeue: { stdout: "1|FAILED|N/A|N/A|None|k1-0\n" }, sacct: {} });
  const directory = join(slurm.path, "key");
  mkdirSync(join(directory, "claim"), { recursive: true });
  const verdict = (await lookAtJobs([job(1, { directory })], slurm.options)).get("1");
  expect(verdict?.status).toBe("UNKNOWN");
  expect(verdict?.details.reason).toContain(`The exit records in ${directory} cannot be read`);
});

test.each(["", "1,2", "-1", "1+0", "x"])("takes no id %j", async (jobId) => {
  using slurm = new FakeSlurm({ squeue: {}, sacct: {} });
  await expect(lookAtJobs([job(1, { jobId })], slurm.options)).rejects.toMatchObject({
    code: "INVALID_METADATA",
  });
  expect(slurm.calls("squeue")).toEqual([]);
});
