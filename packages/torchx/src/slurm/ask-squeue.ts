import { failedAnswer } from "./failed-answer.ts";
import { parseSqueue, squeueFormat } from "./parse-squeue.ts";
import { runSlurmCommand } from "./run-slurm-command.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/**
 * Asks `squeue` once, in the text form, which is right in all versions; in hidden partitions too. `which` is `--jobs=…` or
 * `--name=…`.
 */
export async function askSqueue(
  which: string,
  options: SlurmOptions,
  signal: AbortSignal | undefined,
): Promise<SlurmAnswer> {
  const args = ["--noheader", "--all", "--states=all", `--format=${squeueFormat}`, which];
  const end = await runSlurmCommand("squeue", args, options, signal);
  if (end.outcome === "ended") {
    if (end.exitCode === 0) return { outcome: "rows", rows: parseSqueue(end.stdout) };
    // Asked for one job, it says in this way that it does not know it; of several, it lists the others.
    if (/Invalid job id specified/.test(end.stderr)) return { outcome: "rows", rows: [] };
  }
  return failedAnswer("squeue", end);
}
