import { VirtualClock } from "@runners/core";
import { FakeProcesses, type FakeProcess } from "../../testing/fake-processes.ts";
import type { StoreHarness } from "../../testing/store-conformance/store-harness.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import { MemoryStore } from "../memory-store.ts";

/** Drivers of one experiment in memory, as if each was a process of its own. */
export class MemoryStoreHarness implements StoreHarness {
  readonly clock = new VirtualClock();
  readonly #processes = new FakeProcesses();
  readonly #first = new MemoryStore();
  readonly #processOf = new Map<ExperimentStore, FakeProcess>();

  open(): ExperimentStore {
    return this.#open(this.#processes.start());
  }

  openElsewhere(): ExperimentStore {
    return this.#open(this.#processes.start({ host: "there", bootId: "boot-of-there" }));
  }

  endProcess(store: ExperimentStore): void {
    this.#processOf.get(store)?.end();
  }

  #open(processes: FakeProcess): ExperimentStore {
    const store = new MemoryStore({ of: this.#first, clock: this.clock, processes });
    this.#processOf.set(store, processes);
    return store;
  }
}
