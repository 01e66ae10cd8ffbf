import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { Owner } from "./experiment-store.ts";

/** What can be read of an experiment, at any time and by anybody, while another drives it. */
export interface ExperimentReader {
  /** The owner now, if there is one. */
  owner(): Promise<Owner | undefined>;

  /** The events of the current run, in the order in which they were appended. */
  load(): Promise<readonly ExperimentEvent[]>;

  /** Milliseconds for which drivers have worked on the current run, as of the last write. */
  elapsedMs(): Promise<number>;

  /** Closes what is open. May be called twice. */
  close(): Promise<void>;
}
