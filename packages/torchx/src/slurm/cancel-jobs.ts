import { RunnerError } from "@runners/core";
import { checkJobId } from "./check-job-id.ts";
import { failedAnswer } from "./failed-answer.ts";
import { runSlurmCommand } from "./run-slurm-command.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/** One argument for each id; so many stay far below what Linux takes in all. */
const mostIdsPerCall = 10_000;

/**
 * Has jobs end, with one `scancel` for any number of them up to 10,000; resolves once Slurm has
 * accepted, for jobs that have ended too. What does not end by SIGTERM is killed when Slurm's
 * `KillWait` has passed. There is nothing stronger: `--signal=KILL` does the same, as measured.
 *
 * @throws {RunnerError} `BACKEND` where Slurm did not accept, `INVALID_METADATA` for ids that are none
 */
export async function cancelJobs(
  jobIds: readonly string[],
  options: SlurmOptions,
  signal?: AbortSignal,
): Promise<void> {
  for (const jobId of jobIds) checkJobId(jobId);
  for (let start = 0; start < jobIds.length; start += mostIdsPerCall) {
    const some = jobIds.slice(start, start + mostIdsPerCall);
    const end = await runSlurmCommand("scancel", some, options, signal);
    if (end.outcome === "ended" && (end.exitCode === 0 || onlyEnded(end.stderr))) continue;
    const { reason } = failedAnswer("scancel", end);
    const message = `Slurm did not accept the end of ${some.length} job(s): ${reason}; stop them again.`;
    throw new RunnerError("BACKEND", message, { cause: new Error(reason) });
  }
}

/** Whether there is no complaint but of jobs that have ended, or are about to. */
function onlyEnded(stderr: string): boolean {
  const complaints = stderr.split("\n").filter((line) => line.includes("error"));
  return (
    complaints.length > 0 &&
    complaints.every((line) =>
      /Invalid job id specified|Job\/step already completing or completed/.test(line),
    )
  );
}
