import { execa } from "execa";
import { killGroup } from "../client/kill-group.ts";
import type { SlurmOptions } from "./slurm-options.ts";

/** A command that ended by itself, or one that did not, and why. */
export type CommandEnd =
  | {
      readonly outcome: "ended";
      readonly exitCode: number;
      readonly stdout: string;
      /** Without line end. */
      readonly stderr: string;
    }
  | { readonly outcome: "failed"; readonly found: boolean; readonly reason: string };

/** Calls a command of Slurm. Rejects only when aborted, with the signal's reason. */
export async function runSlurmCommand(
  command: string,
  args: readonly string[],
  options: SlurmOptions,
  signal: AbortSignal | undefined,
): Promise<CommandEnd> {
  signal?.throwIfAborted();
  const running = execa(command, args, {
    // Seconds since the epoch, whatever the time zone.
    env: { ...options.env, SLURM_TIME_FORMAT: "%s" },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: options.callTimeoutMs,
    killSignal: "SIGKILL",
    // A group of its own, so that what it started ends with it.
    detached: true,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  const { pid } = running;
  running.nodeChildProcess.once("exit", (_code, endedBy) => {
    if (pid !== undefined && endedBy !== null) killGroup(pid);
  });
  const { exitCode, stdout, stderr, timedOut, originalMessage, code } = await running;
  signal?.throwIfAborted();
  if (exitCode !== undefined) return { outcome: "ended", exitCode, stdout, stderr };
  const reason = timedOut
    ? `${command} did not answer within ${options.callTimeoutMs} ms`
    : code === "ENOENT"
      ? `${command} was not found on PATH: install Slurm's commands, or put their folder on PATH`
      : `${command} failed: ${originalMessage ?? "it was killed"}`;
  return { outcome: "failed", found: code !== "ENOENT", reason };
}
