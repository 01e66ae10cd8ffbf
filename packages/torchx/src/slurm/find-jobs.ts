import { readClaim } from "../wrapper/read-claim.ts";
import { askMinJobAgeMs } from "./ask-min-job-age.ts";
import { askSacct } from "./ask-sacct.ts";
import { askSqueue } from "./ask-squeue.ts";
import { checkJobId } from "./check-job-id.ts";
import type { FoundJobs } from "./found-jobs.ts";
import { jobName } from "./job-name.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/** What to look for. */
export type SoughtJobs = {
  readonly submissionKey: string;
  /** The folder of the submission; undefined: its programs are not wrapped. */
  readonly directory: string | undefined;
  /** Wall time in milliseconds since the epoch before which nothing was submitted. */
  readonly sinceMs: number;
  /** Wall time now. */
  readonly nowMs: number;
};

const dayMs = 86_400_000;

/**
 * Looks for all jobs of a submission key, by their name: that which has claimed the submission,
 * then the oldest first.
 *
 * - With accounting they are absent if `squeue` and `sacct` both have answered and know none.
 * - Without it, if `squeue` knows none and no wrapper has claimed the submission: then nothing
 *   is queued, and nothing was started. Of programs that are not wrapped, only as long as
 *   `squeue` would still list an ended job, with as much time again to spare.
 *
 * Where `squeue` does not answer nothing is known, whatever the claim says. Rejects when aborted only.
 */
export async function findJobs(
  sought: SoughtJobs,
  options: SlurmOptions,
  signal?: AbortSignal,
): Promise<FoundJobs> {
  const name = jobName(sought.submissionKey);
  const which = `--name=${name}`;
  const [squeue, sacct] = await Promise.all([
    askSqueue(which, options, signal),
    askSacct([which, ...periodSince(sought.sinceMs)], options, signal),
  ]);
  // A claim names one job; whether there is another one, only Slurm can tell.
  if (squeue.outcome === "failed") return { outcome: "unknown", reason: squeue.reason };
  // After the answers: whatever has claimed it before is seen.
  const claim = await claimOf(sought);
  if (claim.outcome === "unknown") return claim;
  const named = [...jobIdsIn(squeue, name), ...jobIdsIn(sacct, name)];
  const oldestFirst = named.toSorted((a, b) => Number(BigInt(a) - BigInt(b)));
  const [first, ...others] = new Set([...claim.owners, ...oldestFirst]);
  if (first !== undefined) return { outcome: "found", jobIds: [first, ...others] };
  if (sacct.outcome === "failed") return { outcome: "unknown", reason: sacct.reason };
  const unqueued = `squeue knows no job of the name ${name}`;
  if (sacct.outcome === "rows") {
    return {
      outcome: "absent",
      evidence: `${unqueued}, nor does sacct since ${sinceDay(sought.sinceMs)}`,
    };
  }
  if (sought.directory !== undefined) {
    const evidence = `${unqueued}, and none has claimed its submission in ${sought.directory}`;
    return { outcome: "absent", evidence };
  }
  const memoryMs = await askMinJobAgeMs(options, signal);
  const ageMs = sought.nowMs - sought.sinceMs;
  if (memoryMs !== undefined && ageMs >= 0 && ageMs * 2 < memoryMs) {
    return {
      outcome: "absent",
      evidence: `${unqueued}, which remembers ended ones for ${memoryMs} ms`,
    };
  }
  const reason = `${unqueued} any more, and without accounting nobody knows whether there was one`;
  return { outcome: "unknown", reason };
}

async function claimOf(
  sought: SoughtJobs,
): Promise<{ outcome: "read"; owners: readonly string[] } | (FoundJobs & { outcome: "unknown" })> {
  const { directory, submissionKey } = sought;
  if (directory === undefined) return { outcome: "read", owners: [] };
  try {
    const owner = await readClaim(directory);
    if (owner !== undefined) checkJobId(owner);
    return { outcome: "read", owners: owner === undefined ? [] : [owner] };
  } catch (error) {
    const reason = `The claim of ${submissionKey} in ${directory} cannot be read: ${String(error)}`;
    return { outcome: "unknown", reason };
  }
}

/** From well before the intent, whatever time zone the cluster has, to after what its clocks say. */
function periodSince(sinceMs: number): readonly string[] {
  return [`--starttime=${sinceDay(sinceMs)}`, "--endtime=now+2days"];
}

function sinceDay(sinceMs: number): string {
  return new Date(sinceMs - 2 * dayMs).toISOString().slice(0, 10);
}

function jobIdsIn(answer: SlurmAnswer, name: string): readonly string[] {
  if (answer.outcome !== "rows") return [];
  return answer.rows.flatMap((row) => (row.name === name ? [row.jobId] : []));
}
