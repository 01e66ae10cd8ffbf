import { spawn } from "node:child_process";

export type Finished = {
  /** Undefined where it was ended for taking too long, or by a signal. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a command in a process group of its own, which has ended when this resolves. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly timeoutMs: number },
): Promise<Finished> {
  const { cwd, env, timeoutMs } = options;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endGroup = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // No such process: the whole group has ended, as it should.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  // It is not of our group, so an end of ours would leave it behind.
  process.once("exit", endGroup);
  const timer = setTimeout(() => {
    stderr += `\nended after ${timeoutMs} ms`;
    endGroup();
  }, timeoutMs);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      // What is left of the group may hold the pipes open, so it goes before they are drained.
      child.once("exit", endGroup);
      child.once("close", (exitCode) => {
        resolve({ exitCode: exitCode ?? undefined, stdout, stderr });
      });
    });
  } finally {
    clearTimeout(timer);
    process.off("exit", endGroup);
  }
}
