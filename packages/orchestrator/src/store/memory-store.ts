import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { ExperimentStore } from "./experiment-store.ts";

/** Keeps the events of an experiment for as long as the process lives. */
export class MemoryStore implements ExperimentStore {
  readonly #events: ExperimentEvent[] = [];

  append(events: readonly ExperimentEvent[]): Promise<void> {
    for (const event of events) this.#events.push(event);
    return Promise.resolve();
  }

  load(): Promise<readonly ExperimentEvent[]> {
    return Promise.resolve([...this.#events]);
  }
}
