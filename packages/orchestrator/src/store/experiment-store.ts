import type { ExperimentEvent } from "../experiment/experiment-event.ts";

/** Where the events of one experiment are kept. */
export interface ExperimentStore {
  /** Appends events in this order: all of them, or, when it rejects, none. */
  append(events: readonly ExperimentEvent[]): Promise<void>;

  /** All events in the order in which they were appended. */
  load(): Promise<readonly ExperimentEvent[]>;
}
