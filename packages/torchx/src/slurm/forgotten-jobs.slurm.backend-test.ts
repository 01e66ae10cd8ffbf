import { systemClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { SlurmCluster } from "../__fixtures__/slurm-cluster.ts";
import { submitWrapped } from "./__fixtures__/submit-wrapped.ts";
import { cancelJobs } from "./cancel-jobs.ts";
import { findJobs } from "./find-jobs.ts";
import { lookAtJobs } from "./look-at-jobs.ts";
import type { SlurmJob } from "./slurm-job.ts";

/** The controllers of these clusters forget a job seconds after its end. */
const minJobAge = 2;

function plain(jobId: string, name: string): SlurmJob {
  return { jobId, name, directory: undefined, errorLog: undefined, roles: [] };
}

type Jobs = {
  readonly good: SlurmJob;
  readonly bad: SlurmJob;
  readonly killed: SlurmJob;
  readonly unwrapped: SlurmJob;
};

/** Jobs that have ended, so long ago that `squeue` does not list them any more. */
async function forgottenJobs(cluster: SlurmCluster): Promise<Jobs> {
  const good = await submitWrapped(cluster, "good", ["exit 0"]);
  const bad = await submitWrapped(cluster, "bad", ["exit 3"]);
  const killed = await submitWrapped(cluster, "killed", ["kill -KILL $PPID; kill -KILL $$"]);
  const unwrapped = plain(await cluster.submit("unwrapped-0", "exit 0"), "unwrapped-0");
  const jobs = { good, bad, killed, unwrapped };
  for (const { jobId } of Object.values(jobs)) await cluster.untilForgotten(jobId);
  return jobs;
}

async function statuses(cluster: SlurmCluster, jobs: Jobs): Promise<Record<string, string>> {
  const options = { env: cluster.env, callTimeoutMs: 60_000, clock: systemClock };
  const verdicts = await lookAtJobs(Object.values(jobs), options);
  return Object.fromEntries(
    Object.entries(jobs).map(([name, { jobId }]) => [name, verdicts.get(jobId)?.status ?? ""]),
  );
}

async function find(cluster: SlurmCluster, key: string, directory?: string): Promise<unknown> {
  const options = { env: cluster.env, callTimeoutMs: 60_000, clock: systemClock };
  const nowMs = systemClock.now();
  const sought = { submissionKey: key, directory, sinceMs: nowMs - 600_000, nowMs };
  return findJobs(sought, options);
}

describe("jobs that squeue has forgotten", () => {
  test("with accounting: sacct and the exit records tell; without an answer, the records", async () => {
    await using cluster = await SlurmCluster.start({ minJobAge });
    const jobs = await forgottenJobs(cluster);
    const known = { good: "COMPLETED", bad: "FAILED", killed: "FAILED", unwrapped: "COMPLETED" };
    expect(await statuses(cluster, jobs)).toEqual(known);
    expect(await find(cluster, "unwrapped")).toEqual({
      outcome: "found",
      jobIds: [jobs.unwrapped.jobId],
    });
    expect(await find(cluster, "nobody")).toMatchObject({ outcome: "absent" });
    await cluster.stopAccounting();
    expect(await statuses(cluster, jobs)).toEqual({
      good: "COMPLETED",
      bad: "FAILED",
      killed: "UNKNOWN",
      unwrapped: "UNKNOWN",
    });
    expect(await find(cluster, "unwrapped")).toMatchObject({ outcome: "unknown" });
    await cluster.startMissing();
    expect(await statuses(cluster, jobs)).toEqual(known);
    await cancelJobs([jobs.good.jobId], {
      env: cluster.env,
      callTimeoutMs: 60_000,
      clock: systemClock,
    });
  });

  test("without accounting: the exit records tell, and the claim", async () => {
    await using cluster = await SlurmCluster.start({ accounting: false, minJobAge });
    const jobs = await forgottenJobs(cluster);
    expect(await statuses(cluster, jobs)).toEqual({
      good: "COMPLETED",
      bad: "FAILED",
      killed: "MISSING",
      unwrapped: "MISSING",
    });
    expect(await find(cluster, "killed", jobs.killed.directory)).toEqual({
      outcome: "found",
      jobIds: [jobs.killed.jobId],
    });
    expect(await find(cluster, "unwrapped")).toMatchObject({ outcome: "unknown" });
    expect(
      await find(cluster, "nobody", jobs.killed.directory?.replace("killed", "no")),
    ).toMatchObject({ outcome: "absent" });
    const ledger = await cluster.ledger();
    const started = ledger.filter((entry) => entry.started);
    expect(started.map(({ name }) => name).toSorted()).toEqual([
      "bad-0",
      "good-0",
      "killed-0",
      "unwrapped-0",
    ]);
    expect(ledger).toHaveLength(4);
  });
});
