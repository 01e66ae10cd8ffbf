/** The name under which TorchX submits an app to Slurm: that of its first role's first replica. */
export function jobName(submissionKey: string): string {
  return `${submissionKey}-0`;
}
