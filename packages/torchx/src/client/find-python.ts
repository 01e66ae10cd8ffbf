import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { callEnvironment } from "./call-environment.ts";
import type { ClientOptions } from "./client-options.ts";
import { findProgram } from "./find-program.ts";
import { runCommand } from "./run-command.ts";

/** Neither what lies in the working directory, nor a mere folder of that name, which has no origin. */
const hasTorchX = `
import sys
sys.path = [folder for folder in sys.path if folder]
import importlib.util
spec = importlib.util.find_spec("torchx")
sys.exit(spec is None or spec.origin is None)
`;

/**
 * A Python that has TorchX: the one that was given, the one beside the `torchx` command, or the one
 * on PATH.
 */
export async function findPython(
  options: ClientOptions,
  torchx: string | undefined,
): Promise<string | undefined> {
  const path = options.env["PATH"] ?? process.env["PATH"];
  for (const candidate of await candidates(options.python, torchx)) {
    const python = await findProgram(candidate, options.cwd, path);
    if (python !== undefined && (await imports(python, options))) return python;
  }
  return undefined;
}

async function candidates(
  python: string | undefined,
  torchx: string | undefined,
): Promise<readonly string[]> {
  if (python !== undefined) return [python];
  if (torchx === undefined) return ["python3"];
  // The command may be a link into its virtual environment.
  const folders = new Set([dirname(torchx), dirname(await realpath(torchx))]);
  return [...[...folders].map((folder) => join(folder, "python3")), "python3"];
}

async function imports(python: string, options: ClientOptions): Promise<boolean> {
  const { cwd, callTimeoutMs: timeoutMs, clock } = options;
  const env = callEnvironment(python, options);
  const args = ["-c", hasTorchX];
  const end = await runCommand({ file: python, args, cwd, env, timeoutMs }, clock);
  return end.exitCode === 0;
}
