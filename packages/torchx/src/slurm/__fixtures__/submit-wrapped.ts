import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SlurmCluster } from "../../__fixtures__/slurm-cluster.ts";
import { wrapperScript } from "../../wrapper/wrapper-script.ts";
import type { SlurmJob } from "../slurm-job.ts";

/** Submits programs of `sh` as TorchX does: each replica a component of one job, in the wrapper. */
export async function submitWrapped(
  cluster: SlurmCluster,
  key: string,
  programs: readonly string[],
  ...options: readonly string[]
): Promise<SlurmJob> {
  const folder = cluster.makeFolder("output");
  const directory = join(cluster.folder, "runs", key);
  const headers = programs.flatMap((_, index) => [
    ...(index === 0 ? [] : ["#SBATCH hetjob"]),
    `#SBATCH --job-name=${key}-${index} --ntasks=1 --cpus-per-task=1 --mem=10 --requeue`,
    ...options.map((option) => `#SBATCH ${option}`),
  ]);
  const steps = programs.map((program, index) => {
    const own = [directory, key, key, String(index)].map(quote).join(" ");
    const rest = [folder, "sh", "-c", program].map(quote).join(" ");
    const error = `--error=${quote(join(folder, `${key}-${index}.err`))}`;
    const command = `sh -c ${quote(wrapperScript)} runners ${own} "$SLURM_JOB_ID" ${rest}`;
    const group = programs.length > 1 ? `--het-group=${index} ` : "";
    return `${group}--output=/dev/null ${error} ${command}`;
  });
  const script = join(folder, `${key}.sh`);
  const srun = `srun --kill-on-bad-exit=1 --wait=60 ${steps.join(" : ")}`;
  writeFileSync(script, `#!/bin/bash\n${headers.join("\n")}\n${srun}\n`);
  const jobId = await cluster.call("sbatch", "--parsable", "--output=/dev/null", script);
  return {
    jobId,
    name: `${key}-0`,
    directory,
    errorLog: join(folder, `${key}-0.err`),
    roles: [{ name: key, replicas: programs.length }],
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
