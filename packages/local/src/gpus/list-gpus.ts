import { execa } from "execa";
import { whichCommand } from "which-command";
import { parseGpuList } from "./parse-gpu-list.ts";

/**
 * The GPUs that a program with this environment may use, as `CUDA_VISIBLE_DEVICES` names them: those
 * that it names already, else those that `nvidia-smi` lists; none where that is not installed.
 */
export async function listGpus(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const visible = env["CUDA_VISIBLE_DEVICES"];
  if (visible !== undefined) {
    const names = visible.split(",").map((name) => name.trim());
    // What follows a name that is none is not visible either.
    const end = names.findIndex((name) => name === "" || name === "-1");
    return [...new Set(end < 0 ? names : names.slice(0, end))];
  }
  const lister = await whichCommand("nvidia-smi", { path: env["PATH"] ?? "" });
  if (lister === undefined) return [];
  const { stdout, exitCode } = await execa(lister, ["-L"], {
    env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: 30_000,
  });
  return exitCode === 0 ? parseGpuList(stdout) : [];
}
