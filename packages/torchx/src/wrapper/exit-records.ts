/** What the wrappers of one job have written down. */
export type ExitRecords = {
  /** The job that owns the submission; undefined: none has claimed it yet. */
  readonly owner: string | undefined;
  /**
   * The exit codes of the job's last restart by replica, named `<role>.<replica>`; 128 + n: killed
   * by signal n. Without those that have not ended, or could not say so.
   */
  readonly codes: ReadonlyMap<string, number>;
  /** Whether every replica of that restart has ended. */
  readonly complete: boolean;
  /** When the first program of that restart was started, in milliseconds since the epoch. */
  readonly startedAtMs?: number;
  /** When the last one ended; undefined unless all have. */
  readonly finishedAtMs?: number;
};
