import { systemClock } from "@runners/core";
import { SlurmCluster } from "../__fixtures__/slurm-cluster.ts";
import { lookAtJobs } from "./look-at-jobs.ts";
import { sacctFields } from "./parse-sacct.ts";
import { squeueFormat } from "./parse-squeue.ts";
import type { SlurmJob } from "./slurm-job.ts";

/**
 * What a poll of 1,000 jobs costs, on a real Slurm with accounting, beside one bare `squeue` and
 * one bare `sacct` for the same jobs. Prints a table, and the same as JSON. `--jobs=100` sets how many.
 */
const jobCount = Number(/--jobs=(\d+)/.exec(process.argv.join(" "))?.[1] ?? 1_000);
const samples = 21;
const bar = 1.5;

await using cluster = await SlurmCluster.start();
const jobs: SlurmJob[] = [];
while (jobs.length < jobCount) {
  const name = `k${jobs.length}-0`;
  const jobId = await cluster.submit(name, "true", "--hold");
  jobs.push({ jobId, name, directory: cluster.folder, errorLog: undefined, roles: [] });
}
const which = `--jobs=${jobs.map(({ jobId }) => jobId).join(",")}`;
const options = { env: cluster.env, callTimeoutMs: 60_000, clock: systemClock };

const figures: Record<"squeueMs" | "sacctMs" | "pollMs", number[]> = {
  squeueMs: [],
  sacctMs: [],
  pollMs: [],
};
for (let sample = 0; sample < samples; sample += 1) {
  figures.squeueMs.push(
    await timed(() => cluster.call("squeue", "-h", "-t", "all", "-o", squeueFormat, which)),
  );
  figures.sacctMs.push(
    await timed(() => cluster.call("sacct", "-X", "-n", "-P", "-o", sacctFields, which)),
  );
  figures.pollMs.push(
    await timed(async () => {
      const verdicts = [...(await lookAtJobs(jobs, options)).values()];
      if (verdicts.some(({ status }) => status !== "STAGED")) throw new Error("A job is lost.");
    }),
  );
}
const squeueMs = median(figures.squeueMs);
const sacctMs = median(figures.sacctMs);
const pollMs = median(figures.pollMs);
const ratio = pollMs / (squeueMs + sacctMs);
process.stdout.write(
  [
    `one bare squeue of ${jobCount} jobs, median  ${squeueMs.toFixed(1)} ms`,
    `one bare sacct of ${jobCount} jobs, median   ${sacctMs.toFixed(1)} ms`,
    `a poll of ${jobCount} jobs, median           ${pollMs.toFixed(1)} ms`,
    `the poll, over both of them        ${ratio.toFixed(2)}  bar ${bar}  ${ratio <= bar ? "reached" : "MISSED"}`,
    JSON.stringify({ node: process.version, jobCount, squeueMs, sacctMs, pollMs, ratio }),
    "",
  ].join("\n"),
);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const sinceMs = systemClock.monotonic();
  await work();
  return systemClock.monotonic() - sinceMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
