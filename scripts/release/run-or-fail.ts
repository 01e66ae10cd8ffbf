import { runCommand } from "../readmes/run-command.ts";

/**
 * Runs a command and resolves with what it printed.
 *
 * @throws {Error} with everything it printed, where it did not exit with 0
 */
export async function runOrFail(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number },
): Promise<string> {
  const { cwd, env = process.env, timeoutMs = 300_000 } = options;
  const { exitCode, stdout, stderr } = await runCommand(command, args, { cwd, env, timeoutMs });
  if (exitCode === 0) return stdout;
  const line = [command, ...args].join(" ");
  throw new Error(`${line} ended with ${exitCode ?? "a signal"}:\n${stdout}${stderr}`);
}
