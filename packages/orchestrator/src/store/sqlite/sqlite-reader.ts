import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import type { ExperimentReader } from "../experiment-reader.ts";
import type { Owner } from "../experiment-store.ts";
import { EventLog } from "./event-log.ts";
import { LeaseTable } from "./lease-table.ts";
import type { StoreFile } from "./store-file.ts";

/** Reads the file of a store, each time all of it from one moment. */
export class SqliteReader implements ExperimentReader {
  readonly #file: StoreFile;
  readonly #lease: LeaseTable;
  readonly #events: EventLog;

  constructor(file: StoreFile) {
    this.#file = file;
    this.#lease = new LeaseTable(file);
    this.#events = new EventLog(file);
  }

  async owner(): Promise<Owner | undefined> {
    const lease = this.#lease.read();
    if (lease === undefined) return undefined;
    const { token: _, counter: __, ...owner } = lease;
    return owner;
  }

  async load(): Promise<readonly ExperimentEvent[]> {
    return this.#file.read(() => this.#events.load());
  }

  async elapsedMs(): Promise<number> {
    return this.#file.read(() => this.#events.elapsedMs);
  }

  async close(): Promise<void> {
    this.#file.close();
  }
}
