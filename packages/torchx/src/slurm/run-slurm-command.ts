import { runCommand } from "../client/run-command.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/** A command that ended by itself, or one that did not, and why. */
export type CommandEnd =
  | {
      readonly outcome: "ended";
      readonly exitCode: number;
      readonly stdout: string;
      /** The end of it. */
      readonly stderr: string;
    }
  | { readonly outcome: "failed"; readonly found: boolean; readonly reason: string };

/** Calls a command of Slurm. Rejects only when aborted, with the signal's reason. */
export async function runSlurmCommand(
  command: string,
  args: readonly string[],
  { env, callTimeoutMs: timeoutMs, clock }: SlurmOptions,
  signal: AbortSignal | undefined,
): Promise<CommandEnd> {
  signal?.throwIfAborted();
  // Seconds since the epoch, whatever the time zone.
  const timed = { ...env, SLURM_TIME_FORMAT: "%s" };
  const call = { file: command, args, cwd: "/", env: timed, timeoutMs, signal };
  const { exitCode, timedOut, notStarted, stdout, truncated, stderr } = await runCommand(
    call,
    clock,
  );
  signal?.throwIfAborted();
  if (notStarted !== undefined) {
    const isAbsent = "code" in notStarted && notStarted.code === "ENOENT";
    return isAbsent
      ? failed(
          `${command} was not found on PATH: install Slurm's commands, or put their folder on PATH`,
          false,
        )
      : failed(`${command} could not be started: ${notStarted.message}`);
  }
  if (timedOut) return failed(`${command} did not answer within ${timeoutMs} ms`);
  if (exitCode === undefined) return failed(`${command} was killed`);
  if (truncated) return failed(`${command} printed more than can be read`);
  return { outcome: "ended", exitCode, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

function failed(reason: string, found = true): CommandEnd {
  return { outcome: "failed", found, reason };
}
