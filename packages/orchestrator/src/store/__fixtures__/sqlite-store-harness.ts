import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualClock } from "@runners/core";
import { FakeProcesses, type FakeProcess } from "../../testing/fake-processes.ts";
import type { StoreHarness } from "../../testing/store-conformance/store-harness.ts";
import type { ExperimentReader } from "../experiment-reader.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import type { FileSystemType } from "../sqlite/file-system-type.ts";
import { SqliteStore } from "../sqlite/sqlite-store.ts";

/** Drivers of one experiment in a file, as if each was a process of its own. */
export class SqliteStoreHarness implements StoreHarness {
  readonly clock = new VirtualClock();
  readonly capacityBytes = 2 ** 20;
  readonly #folder = mkdtempSync(join(tmpdir(), "runners-store-"));
  readonly #processes = new FakeProcesses();
  readonly #processOf = new Map<ExperimentStore, FakeProcess>();
  readonly #fileSystemType: FileSystemType;

  constructor(fileSystemType: FileSystemType) {
    this.#fileSystemType = fileSystemType;
  }

  get #path(): string {
    return join(this.#folder, "experiment.db");
  }

  open(): Promise<ExperimentStore> {
    return this.#open(this.#processes.start());
  }

  openElsewhere(): Promise<ExperimentStore> {
    return this.#open(this.#processes.start({ host: "there", bootId: "boot-of-there" }));
  }

  endProcess(store: ExperimentStore): void {
    this.#processOf.get(store)?.end();
  }

  openReader(): Promise<ExperimentReader> {
    return SqliteStore.openReader({ path: this.#path });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true });
  }

  async #open(processes: FakeProcess): Promise<ExperimentStore> {
    const store = await SqliteStore.open({
      path: this.#path,
      clock: this.clock,
      processes,
      fileSystemType: this.#fileSystemType,
      maxBytes: this.capacityBytes,
    });
    this.#processOf.set(store, processes);
    return store;
  }
}
