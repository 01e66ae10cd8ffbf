/** A job that is asked about. */
export type SlurmJob = {
  /** As `sbatch` gave it: digits. */
  readonly jobId: string;
  /** The name it was submitted with; another job of this id is not ours. Undefined: not known. */
  readonly name: string | undefined;
  /** The folder of its submission; undefined: its programs are not wrapped. */
  readonly directory: string | undefined;
  /** A file with what its program wrote to stderr; its end is told of a job that failed. */
  readonly errorLog: string | undefined;
  readonly roles: readonly { readonly name: string; readonly replicas: number }[];
};
