import type { TrialDetails } from "@runners/core";
import type { ExitRecords } from "../wrapper/exit-records.ts";
import { judgeEnd } from "./judge-end.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmJob } from "./slurm-job.ts";
import type { SlurmRow } from "./slurm-row.ts";
import type { SlurmPhase } from "./slurm-state.ts";
import type { SlurmVerdict } from "./slurm-verdict.ts";
import { summarizeRows, type RowsSummary } from "./summarize-rows.ts";

/** What `sacct` says of jobs that have ended, where `squeue` lists them no more. */
const endings: ReadonlySet<SlurmPhase> = new Set([
  "completed",
  "failed",
  "cancelled",
  "interrupted",
]);

/** What was found out about one job; the answers hold its rows only. */
export type JobEvidence = {
  readonly job: SlurmJob;
  readonly squeue: SlurmAnswer;
  readonly sacct: SlurmAnswer;
  /** Undefined: there are none, or they were not needed. */
  readonly records: ExitRecords | undefined;
};

/**
 * Judges one job. `squeue` alone says whether it lives, so without it nothing is known. What
 * `squeue` does not list has ended where it or `sacct` says how, or where all replicas have left
 * their exit codes; where both have answered and neither knows the job, it is missing.
 */
export function judgeJob({ job, squeue, sacct, records }: JobEvidence): SlurmVerdict {
  if (squeue.outcome !== "rows") {
    return { status: "UNKNOWN", details: "reason" in squeue ? { reason: squeue.reason } : {} };
  }
  const queued = ownSummary(job, squeue.rows);
  switch (queued?.phase) {
    case "waiting":
      return { status: "STAGED", details: wordsOf(queued.row) };
    case "running":
      return { status: "RUNNING", details: startedDetails(queued.row) };
    case "completed":
    case "failed":
    case "cancelled":
      return judgeEnd(job, queued, accountOf(job, sacct)?.row, records);
    case "interrupted":
    case "elsewhere":
      return { status: "UNKNOWN", details: startedDetails(queued.row) };
    case undefined:
      if (queued !== undefined) return { status: "UNKNOWN", details: wordsOf(queued.row) };
  }
  const account = accountOf(job, sacct);
  const hasEnded = account?.phase !== undefined && endings.has(account.phase);
  if (hasEnded || records?.complete) return judgeEnd(job, account, account?.row, records);
  if (account !== undefined) {
    const reason = `squeue does not list the job, and sacct says ${account.row.state}`;
    return { status: "UNKNOWN", details: { backendState: account.row.state, reason } };
  }
  if (sacct.outcome === "failed") return { status: "UNKNOWN", details: { reason: sacct.reason } };
  return { status: "MISSING", details: { reason: missingReason(job, squeue.rows, sacct) } };
}

function accountOf(job: SlurmJob, sacct: SlurmAnswer): RowsSummary | undefined {
  return sacct.outcome === "rows" ? ownSummary(job, sacct.rows) : undefined;
}

/** Ids come again after a while; a job of another name is another one. */
function ownSummary(job: SlurmJob, rows: readonly SlurmRow[]): RowsSummary | undefined {
  const first = rows.find((row) => row.component === 0) ?? rows[0];
  const isOwn = job.name === undefined || first?.component !== 0 || first.name === job.name;
  return isOwn ? summarizeRows(rows) : undefined;
}

function wordsOf(row: SlurmRow): TrialDetails {
  return {
    backendState: row.state,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
  };
}

function startedDetails(row: SlurmRow): TrialDetails {
  const { startedAtMs } = row;
  return { ...wordsOf(row), ...(startedAtMs === undefined ? {} : { startedAtMs }) };
}

function missingReason(job: SlurmJob, queued: readonly SlurmRow[], sacct: SlurmAnswer): string {
  const others = [...queued, ...(sacct.outcome === "rows" ? sacct.rows : [])];
  const [other] = others.filter((row) => row.component === 0);
  if (other !== undefined) return `Job ${job.jobId} is another one now, ${other.name}`;
  return sacct.outcome === "rows"
    ? `Neither squeue nor sacct knows job ${job.jobId}`
    : `squeue does not know job ${job.jobId}, and this cluster keeps no accounts`;
}
