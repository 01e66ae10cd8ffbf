import type { ExitRecords } from "../wrapper/exit-records.ts";
import { firstBadEnd } from "../wrapper/first-bad-end.ts";
import { unrunExitCode } from "../wrapper/unrun-exit-code.ts";
import type { SlurmJob } from "./slurm-job.ts";
import type { SlurmRow } from "./slurm-row.ts";
import type { SlurmVerdict } from "./slurm-verdict.ts";
import type { RowsSummary } from "./summarize-rows.ts";

/**
 * How a job has ended: what its programs' exit codes say, else what Slurm says. `word` is what
 * Slurm says of the end, `account` what `sacct` does.
 */
export function judgeEnd(
  job: SlurmJob,
  word: RowsSummary | undefined,
  account: SlurmRow | undefined,
  records: ExitRecords | undefined,
): SlurmVerdict {
  // Cancelled while it waited, perhaps to be run again: the records are of an earlier run.
  const neverStarted = word?.phase === "cancelled" && !hasRun(word.row);
  const own = neverStarted ? undefined : records;
  const complete = own?.complete === true;
  const bad = own && firstBadEnd(own.codes);
  const status =
    bad === undefined && (complete || word?.phase === "completed")
      ? "COMPLETED"
      : word?.phase === "cancelled"
        ? "ABANDONED"
        : "FAILED";
  const exitCode = bad?.code ?? (complete ? 0 : exitCodeOf(account));
  const startedAtMs = word?.row.startedAtMs ?? account?.startedAtMs ?? own?.startedAtMs;
  const finishedAtMs = word?.row.finishedAtMs ?? account?.finishedAtMs ?? own?.finishedAtMs;
  const reasons = [
    word && `Slurm says ${word.row.state}${word.row.reason ? ` (${word.row.reason})` : ""}`,
    bad && `${bad.replica} ended with exit code ${bad.code}`,
    unrunReason(job, records, exitCode),
  ].filter(Boolean);
  return {
    status,
    details: {
      ...(word === undefined ? {} : { backendState: word.row.state }),
      ...(status === "COMPLETED" ? {} : { reason: reasons.join("; ") }),
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
      ...(finishedAtMs === undefined ? {} : { finishedAtMs }),
    },
  };
}

/** Slurm gives a job that is cancelled while it waits the instant of that as start and as end. */
function hasRun({ startedAtMs, finishedAtMs }: SlurmRow): boolean {
  return startedAtMs !== undefined && (finishedAtMs === undefined || startedAtMs < finishedAtMs);
}

function exitCodeOf(row: SlurmRow | undefined): number | undefined {
  return row?.exitSignal === undefined ? row?.exitCode : 128 + row.exitSignal;
}

function unrunReason(
  { jobId }: SlurmJob,
  records: ExitRecords | undefined,
  exitCode: number | undefined,
): string | undefined {
  if (records?.owner !== undefined && records.owner !== jobId) {
    return `it started nothing, because job ${records.owner} has its submission`;
  }
  return exitCode === unrunExitCode ? "it started nothing; see its stderr" : undefined;
}
