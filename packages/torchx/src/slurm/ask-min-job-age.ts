import { runSlurmCommand } from "./run-slurm-command.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/** How many milliseconds `squeue` remembers an ended job at least; undefined: Slurm does not say. */
export async function askMinJobAgeMs(
  options: SlurmOptions,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const end = await runSlurmCommand("scontrol", ["show", "config"], options, signal);
  if (end.outcome !== "ended" || end.exitCode !== 0) return undefined;
  const [, seconds] = /^MinJobAge\s*=\s*(\d+) sec/m.exec(end.stdout) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
