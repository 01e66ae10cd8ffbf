/** The backend's own account of one trial. What it does not know is left out. */
export type TrialDetails = {
  /** The backend's own word for the state, e.g. `"COMPLETING"`. */
  readonly backendState?: string;
  /** The text behind FAILED, ABANDONED or UNKNOWN: error, signal, last lines of stderr. */
  readonly reason?: string;
  readonly exitCode?: number;
  /** When the backend says that it started, in milliseconds since the epoch. */
  readonly startedAtMs?: number;
  /** When the backend says that it ended, in milliseconds since the epoch. */
  readonly finishedAtMs?: number;
};
