import { RunnerError } from "@runners/core";

/** @throws {RunnerError} `INVALID_METADATA` for what is no id of Slurm's: digits */
export function checkJobId(jobId: string): void {
  if (/^\d{1,18}$/.test(jobId)) return;
  const message = `Slurm has no job ${JSON.stringify(jobId)}: an id is a number; mend the run metadata.`;
  throw new RunnerError("INVALID_METADATA", message);
}
