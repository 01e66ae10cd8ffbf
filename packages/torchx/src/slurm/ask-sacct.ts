import { failedAnswer } from "./failed-answer.ts";
import { parseSacct, sacctFields } from "./parse-sacct.ts";
import { runSlurmCommand } from "./run-slurm-command.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/**
 * Asks `sacct` once. `which` is `--jobs=…`, or `--name=…` with the time from when. Of a job that was
 * queued again, it tells the last start.
 */
export async function askSacct(
  which: readonly string[],
  options: SlurmOptions,
  signal: AbortSignal | undefined,
): Promise<SlurmAnswer> {
  const args = ["--allocations", "--noheader", "--parsable2", `--format=${sacctFields}`, ...which];
  const end = await runSlurmCommand("sacct", args, options, signal);
  if (end.outcome === "ended") {
    if (end.exitCode === 0) return { outcome: "rows", rows: parseSacct(end.stdout) };
    if (/accounting storage is disabled/i.test(end.stderr)) return { outcome: "no accounting" };
  } else if (!end.found) {
    return { outcome: "no accounting" };
  }
  return failedAnswer("sacct", end);
}
