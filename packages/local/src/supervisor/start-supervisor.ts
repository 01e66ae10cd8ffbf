import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { RunnerError, type Clock, systemProcesses } from "@runners/core";
import { execa } from "execa";
import type { AttemptFiles } from "../attempts/attempt-files.ts";
import type { Claim } from "../attempts/claim.ts";
import { writeFileAtomically } from "../write-file-atomically.ts";
import { messageOf } from "../message-of.ts";

/** What a supervisor is to do. */
export type SupervisorOrder = {
  /** The path of a POSIX shell. */
  readonly shell: string;
  /** The path of the supervisor's script. */
  readonly script: string;
  /** What to write down of the attempt; the supervisor's process is added. */
  readonly identity: Omit<Claim, "pid" | "startTime">;
  readonly files: AttemptFiles;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly notAfterMs: number | undefined;
  readonly timeLimitMs: number | undefined;
  readonly stopGraceMs: number;
};

/**
 * How far the supervisor came: it `started` the program, or the program has `ended` already; the
 * attempt was `taken` by another, or the deadline made it too `late`; or nothing was claimed.
 */
export type SupervisorAnswer = "started" | "ended" | "taken" | "late" | "unclaimed";

/**
 * Starts a supervisor and resolves with its first word. Aborting rejects with the signal's reason
 * where nothing was started, else with `SUBMISSION_UNKNOWN`.
 */
export async function startSupervisor(
  order: SupervisorOrder,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer: SupervisorAnswer; readonly pid: number }> {
  const { identity, files, shell, script, stopGraceMs } = order;
  const { trialIndex } = identity;
  const deadline = await supervisorDeadline(order.notAfterMs, clock);
  signal?.throwIfAborted();
  const grace = [String(stopGraceMs / 1_000), String(Math.ceil(stopGraceMs / 1_000))];
  const tools = [process.env["PATH"], "/usr/bin", "/bin"].filter(Boolean).join(":");
  const supervisor = execa(
    shell,
    [
      script,
      "supervise",
      shell,
      identity.directory,
      identity.submissionKey,
      ...deadline,
      ...grace,
      tools,
      limitSeconds(order.timeLimitMs),
      order.program,
      ...order.args,
    ],
    {
      cwd: order.cwd,
      env: order.env,
      extendEnv: false,
      // A session and a process group of its own, which this process's end does not concern.
      detached: true,
      cleanup: false,
      stdio: ["pipe", "pipe", "ignore"],
      buffer: false,
      reject: false,
    },
  );
  const { pid, stdin, stdout } = supervisor;
  if (pid === undefined) throw notSpawned((await supervisor).cause, order);
  // Its last act is to kill its group, itself included; how it ends says nothing.
  void supervisor;
  supervisor.nodeChildProcess.unref();
  stdin.on("error", () => undefined);
  stdout.on("error", () => undefined);
  try {
    const startTime = (await systemProcesses.starts([pid])).get(pid);
    if (startTime !== undefined) {
      const claim: Claim = { ...identity, pid, startTime };
      await writeFileAtomically(files.supervisor(pid), `${JSON.stringify(claim)}\n`);
      signal?.throwIfAborted();
      // From here on it may claim the attempt. Until then the end of its input ends it.
      stdin.end("go\n");
    }
    return { answer: await firstWord(stdout, trialIndex, signal), pid };
  } finally {
    stdin.destroy();
    stdout.destroy();
  }
}

/** In whole seconds, which every `sleep` takes, and not less than asked for. */
function limitSeconds(timeLimitMs: number | undefined): string {
  if (timeLimitMs === undefined || timeLimitMs === Infinity) return "none";
  return String(Math.min(Math.ceil(timeLimitMs / 1_000), 2 ** 31 - 1));
}

/**
 * The deadline on a clock that the supervisor can read, and the clock's name. On Linux that is the
 * time since the machine was started, in hundredths of a second, which nobody sets; elsewhere the
 * wall time in whole seconds, rounded so that it is never too late.
 */
async function supervisorDeadline(
  notAfterMs: number | undefined,
  clock: Clock,
): Promise<readonly [clock: string, deadline: string]> {
  if (notAfterMs === undefined) return ["none", "0"];
  const leftMs = notAfterMs - clock.now();
  if (process.platform !== "linux") return ["date", String(Math.floor(notAfterMs / 1_000))];
  const uptimeSeconds = Number.parseFloat(await readFile("/proc/uptime", "latin1"));
  return ["uptime", String(Math.floor(uptimeSeconds * 100 + leftMs / 10))];
}

async function firstWord(
  stdout: NodeJS.ReadableStream,
  trialIndex: number,
  signal: AbortSignal | undefined,
): Promise<SupervisorAnswer> {
  const lines = createInterface({ input: stdout });
  try {
    return await new Promise<SupervisorAnswer>((resolve, reject) => {
      lines.once("line", (word) => resolve(word as SupervisorAnswer));
      lines.once("close", () => resolve("unclaimed"));
      const abort = (): void => {
        const message =
          `Trial ${trialIndex}: no longer waited for the start of its process, ` +
          `which may have happened; look it up by its submission key.`;
        const cause: unknown = signal?.reason;
        reject(new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex }));
      };
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort, { once: true });
      lines.once("close", () => signal?.removeEventListener("abort", abort));
    });
  } finally {
    lines.close();
  }
}

function notSpawned(cause: unknown, { identity, cwd }: SupervisorOrder): RunnerError {
  const { trialIndex } = identity;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "E2BIG") {
    const message =
      `Trial ${trialIndex}: its arguments and environment are longer than the system allows; ` +
      `set parameterArguments to "none" and let the program read the file in RUNNERS_PARAMETERS.`;
    return new RunnerError("INVALID_TRIAL", message, { cause, trialIndex });
  }
  const why = existsSync(cwd) ? messageOf(cause) : `${cwd}, its working directory, is not there`;
  const message = `Trial ${trialIndex} was not started, because no process could be: ${why}`;
  return new RunnerError("BACKEND", message, { cause, trialIndex });
}
