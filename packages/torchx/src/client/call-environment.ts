import { delimiter, dirname, isAbsolute } from "node:path";
import type { ClientOptions } from "./client-options.ts";

/** What an outer job, TorchX or Slurm left in the environment for itself. */
const othersOwn = /^(?:TORCHX|SLURM|SRUN|SBATCH)_/;
/** What says where to find something, and the trackers, which are meant for apps. */
const meant = /^(?:SLURM_CONF|TORCHX_TRACKERS|TORCHX_TRACKER_.*)$/;

/** The environment of a call: this process's, without what was meant for others; what the user passes on. */
export function callEnvironment(
  options: Pick<ClientOptions, "torchx" | "env">,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && (!othersOwn.test(name) || meant.test(name))) env[name] = value;
  }
  if (isAbsolute(options.torchx)) {
    env["PATH"] = [dirname(options.torchx), env["PATH"]].filter(Boolean).join(delimiter);
  }
  return { ...env, ...options.env };
}
