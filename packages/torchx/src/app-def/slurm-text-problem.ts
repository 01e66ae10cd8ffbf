/** Why Slurm cannot get this text literally, though other schedulers can; or undefined. */
export function slurmTextProblem(text: string): string | undefined {
  // TorchX looks for it in the batch script once more, after `$$` has become `$`.
  if (text.includes("${app_id}")) {
    return 'has "${app_id}", which TorchX always replaces on Slurm; use macros.appId, or another text';
  }
  // srun takes it for the beginning of another program of the job.
  if (text === ":") return 'is ":", which srun takes for itself; give another text';
  // sbatch takes it for a script from another system.
  if (text.includes("\r\n")) return "has a CR before an LF, which sbatch refuses in its script";
  return undefined;
}
