/** What `squeue` or `sacct` says of a job, or of one component of a heterogeneous job. */
export type SlurmRow = {
  /** The id that `sbatch` gave. */
  readonly jobId: string;
  /** 0, but for the further components of a heterogeneous job: TorchX makes one of each replica. */
  readonly component: number;
  readonly name: string;
  /** As Slurm writes it, e.g. `CANCELLED by 0`. */
  readonly state: string;
  /** Why it waits or has ended. */
  readonly reason?: string;
  readonly exitCode?: number;
  /** The signal that ended the batch script. */
  readonly exitSignal?: number;
  /** Expected, as long as the job waits. */
  readonly startedAtMs?: number;
  /** Expected, as long as the job runs. */
  readonly finishedAtMs?: number;
};
