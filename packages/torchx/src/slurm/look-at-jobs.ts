import { tailOfLog } from "@runners/core";
import { readExitRecords } from "../wrapper/read-exit-records.ts";
import { askSacct } from "./ask-sacct.ts";
import { askSqueue } from "./ask-squeue.ts";
import { checkJobId } from "./check-job-id.ts";
import { judgeJob, type JobEvidence } from "./judge-job.ts";
import { rowsByJob } from "./rows-by-job.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmJob } from "./slurm-job.ts";
import type { SlurmOptions } from "./slurm-options.ts";
import type { SlurmVerdict } from "./slurm-verdict.ts";

/** So many ids stay far below the 128 KiB that Linux takes as one argument. */
const mostIdsPerCall = 10_000;

/**
 * Says what has become of jobs, by id: one `squeue` and one `sacct`, at the same time, for any
 * number of them up to 10,000, and the exit records of those that are not in the queue any more.
 *
 * Where Slurm does not answer, the verdict is `UNKNOWN` with the reason. Rejects when aborted, and
 * with `INVALID_METADATA` for ids that are none.
 */
export async function lookAtJobs(
  jobs: readonly SlurmJob[],
  options: SlurmOptions,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SlurmVerdict>> {
  for (const { jobId } of jobs) checkJobId(jobId);
  const verdicts = new Map<string, SlurmVerdict>();
  for (let start = 0; start < jobs.length; start += mostIdsPerCall) {
    const some = jobs.slice(start, start + mostIdsPerCall);
    const which = `--jobs=${some.map(({ jobId }) => jobId).join(",")}`;
    const [squeue, sacct] = await Promise.all([
      askSqueue(which, options, signal),
      askSacct([which], options, signal),
    ]);
    const queued = split(squeue);
    const accounts = split(sacct);
    const judged = some.map(async (job) => {
      const evidence = { job, squeue: queued(job.jobId), sacct: accounts(job.jobId) };
      return [job.jobId, await judge(evidence)] as const;
    });
    for (const [jobId, verdict] of await Promise.all(judged)) verdicts.set(jobId, verdict);
  }
  return verdicts;
}

/** The part of an answer that is about one job. Rows of jobs that nobody asked for are in no part. */
function split(answer: SlurmAnswer): (jobId: string) => SlurmAnswer {
  if (answer.outcome !== "rows") return () => answer;
  const byJob = rowsByJob(answer.rows);
  return (jobId) => ({ outcome: "rows", rows: byJob.get(jobId) ?? [] });
}

/** Judges with what else tells something: exit records unless the job waits or runs, and its log. */
async function judge(evidence: Omit<JobEvidence, "records">): Promise<SlurmVerdict> {
  const { directory, errorLog, jobId, roles } = evidence.job;
  let verdict = judgeJob({ ...evidence, records: undefined });
  const { status } = verdict;
  if (evidence.squeue.outcome !== "rows" || status === "STAGED" || status === "RUNNING") {
    return verdict;
  }
  if (directory !== undefined) {
    try {
      const records = await readExitRecords(directory, jobId, roles);
      verdict = judgeJob({ ...evidence, records });
    } catch (error) {
      const reason = `The exit records in ${directory} cannot be read: ${String(error)}`;
      return { status: "UNKNOWN", details: { ...verdict.details, reason } };
    }
  }
  if (verdict.status !== "FAILED" || errorLog === undefined) return verdict;
  // What cannot be read is no part of the verdict.
  const lines = await tailOfLog(errorLog).catch(() => "");
  if (lines === "") return verdict;
  const reason = `${verdict.details.reason}\n${lines}`;
  return { ...verdict, details: { ...verdict.details, reason } };
}
