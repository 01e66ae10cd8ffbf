import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BaseTrial, RunMetadata } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import type { AppRecord } from "./apps/app-record.ts";
import { FakeSlurm } from "./slurm/__fixtures__/fake-slurm.ts";
import { TorchXRunner } from "./torchx-runner.ts";

/** A runner on a Slurm that says what it is told to. */
function runnerOn(slurm: FakeSlurm, maxJobs = Infinity): TorchXRunner<string> {
  const torchx = join(slurm.path, "torchx");
  writeFileSync(torchx, "#!/bin/sh\nexit 1\n");
  chmodSync(torchx, 0o755);
  return new TorchXRunner({
    component: "a.b",
    trackerBase: "/results",
    scheduler: "slurm",
    client: "cli",
    torchx,
    maxJobs,
    directory: join(slurm.path, "runs"),
    env: { PATH: `${slurm.path}:/usr/bin:/bin` },
  });
}

function trialOf(index: number, runMetadata: RunMetadata): BaseTrial {
  return makeTrial({}, { index, status: "RUNNING", runMetadata });
}

function recordOf(jobId: string): AppRecord {
  return {
    torchxAppHandle: `slurm://torchx/${jobId}`,
    torchxTrackerBase: "/results",
    scheduler: "slurm",
    jobId,
    submissionKey: `k-${jobId}`,
    directory: `/nowhere/k-${jobId}`,
    logDirectory: `/nowhere/k-${jobId}`,
    wrapped: false,
    roles: [{ name: `k-${jobId}`, replicas: 1 }],
    session: "",
  };
}

/** What `squeue` prints of a job. */
function row(id: number, state: string): string {
  return `${id}|${state}|N/A|N/A|None|k-${id}-0\n`;
}

test.each([
  ["local_cwd", false],
  ["local_docker", true],
  ["slurm", true],
])("whether trials on %s outlive the runner", async (scheduler, resumable) => {
  await using runner = new TorchXRunner({ component: "a.b", trackerBase: "/results", scheduler });
  expect(runner.resumable).toBe(resumable);
});

test("a trial that cannot be understood keeps no other from being polled and stopped", async () => {
  const stdout = row(7, "RUNNING") + row(8, "RUNNING");
  using slurm = new FakeSlurm({ squeue: { stdout }, sacct: {}, scancel: {} });
  await using runner = runnerOn(slurm);
  const strangers = [
    trialOf(1, {}),
    trialOf(2, { ...recordOf("9"), jobId: "9,10" }),
    trialOf(3, { ...recordOf("9"), roles: [null] }),
  ];
  const all = [strangers, trialOf(7, recordOf("7")), trialOf(8, recordOf("8"))].flat();
  expect(await runner.pollTrialStatus(all)).toEqual(new Map([["RUNNING", new Set([7, 8])]]));
  expect([...(await runner.pollTrialDetails(all)).keys()]).toEqual([7, 8]);
  await expect(runner.stopMultiple(all)).rejects.toMatchObject({
    code: "INVALID_METADATA",
    message: expect.stringMatching(/^Trial 1: .* Trial 2: .* Trial 3: /) as string,
  });
  expect(slurm.calls("scancel")).toEqual(["7 8"]);
  for (const stranger of strangers) {
    const refused = { code: "INVALID_METADATA", trialIndex: stranger.index };
    await expect(runner.stop(stranger)).rejects.toMatchObject(refused);
    await expect(runner.fetchResults(stranger)).rejects.toMatchObject(refused);
    await expect(runner.readLogs(stranger).next()).rejects.toMatchObject(refused);
  }
});

test("trials of an earlier driver count from the first poll on, until they are seen to have ended", async () => {
  using slurm = new FakeSlurm({ squeue: { exitCode: 1 }, sacct: {} });
  await using runner = runnerOn(slurm, 4);
  const trials = [7, 8, 9].map((id) => trialOf(id, recordOf(`${id}`)));
  const ended = { ...trialOf(6, recordOf("6")), status: "COMPLETED" } as const;
  const polling = runner.pollTrialStatus([...trials, ended]);
  expect(await runner.pollAvailableCapacity()).toBe(1);
  await polling;
  expect(await runner.pollAvailableCapacity()).toBe(1);
  slurm.say("squeue", { stdout: row(7, "RUNNING") + row(8, "COMPLETED") });
  await runner.pollTrialStatus(trials);
  expect(await runner.pollAvailableCapacity()).toBe(3);
  slurm.say("squeue", { exitCode: 1 });
  await runner.pollTrialStatus(trials);
  expect(await runner.pollAvailableCapacity()).toBe(3);
});
