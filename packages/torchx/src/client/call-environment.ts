import { delimiter, dirname, isAbsolute } from "node:path";
import type { ClientOptions } from "./client-options.ts";

/**
 * What an outer job, TorchX or Slurm left in the environment for itself, and what a user did for calls by
 * hand: `SQUEUE_PARTITION` would hide jobs, `SCANCEL_STATE` spare them.
 */
const othersOwn = /^(?:TORCHX|SLURM|SRUN|SBATCH|SQUEUE|SACCT|SCANCEL|SCONTROL)_/;
/** What says where to find something, and the trackers, which are meant for apps. */
const meant = /^(?:SLURM_CONF|TORCHX_TRACKERS|TORCHX_TRACKER_.*)$/;

/**
 * The environment of a call of this program: this process's, without what was meant for others, with
 * what the user passes on. The program's folder comes first on PATH, as in a virtual environment.
 */
export function callEnvironment(
  program: string,
  options: Pick<ClientOptions, "env">,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && (!othersOwn.test(name) || meant.test(name))) env[name] = value;
  }
  Object.assign(env, options.env);
  if (isAbsolute(program)) {
    env["PATH"] = [dirname(program), env["PATH"]].filter(Boolean).join(delimiter);
  }
  return env;
}
