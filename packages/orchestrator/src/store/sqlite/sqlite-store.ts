import { resolve } from "node:path";
import {
  checkOptions,
  type OptionRules,
  systemClock,
  systemProcesses,
  type Clock,
  type ProcessTable,
} from "@runners/core";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import type { ExperimentReader } from "../experiment-reader.ts";
import type { ExperimentStore, Owner } from "../experiment-store.ts";
import { acquireLease, type Taker } from "../lease/acquire-lease.ts";
import type { AcquireOptions } from "../lease/acquire-options.ts";
import type { Lease } from "../lease/lease.ts";
import { notOwner } from "../lease/not-owner.ts";
import type { PendingRequest, Request } from "../request.ts";
import { EventLog } from "./event-log.ts";
import type { FileSystemType } from "./file-system-type.ts";
import { LeaseTable } from "./lease-table.ts";
import { openFile } from "./open-file.ts";
import { openReader } from "./open-reader.ts";
import { RequestTable } from "./request-table.ts";
import { SqliteReader } from "./sqlite-reader.ts";
import type { StoreFile } from "./store-file.ts";
import { toJson } from "./to-json.ts";
import { upgrade } from "./upgrade.ts";

export type SqliteStoreOptions = {
  /** The file. */
  readonly path: string;
  /** Whether a file that is not there is created, with its folder. Default `true`. */
  readonly create?: boolean;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Which process this is, and which others live. Default: the system's. */
  readonly processes?: ProcessTable;
  /** What the file lies on. Default: what the system says; FUSE is taken for a network. */
  readonly fileSystemType?: FileSystemType;
  /**
   * Milliseconds without a sign of life after which an owner that cannot be seen from here, on
   * another host or in another container, is taken for dead. An owner shows one at least every
   * sixth of this: give all drivers of a store the same. Default 60,000.
   */
  readonly watchMs?: number;
  /** See {@link ExperimentStore.attentionMs}. Default 1,000. */
  readonly attentionMs?: number;
  /** Milliseconds that a call waits, and blocks, while another process writes. Default 5,000. */
  readonly busyMs?: number;
  /** Bytes that the file may have; what needs more fails as on a full disk. Default `Infinity`. */
  readonly maxBytes?: number;
};

type ReaderOptions = Pick<SqliteStoreOptions, "path" | "fileSystemType" | "busyMs">;

const milliseconds = { is: "number", give: "milliseconds" } as const;
const readerRules: OptionRules<ReaderOptions> = {
  path: {
    is: (value) => typeof value === "string" && value !== "",
    give: "the path of a file",
    required: true,
  },
  fileSystemType: {
    is: (value) => value === "local" || value === "network",
    give: '"local" or "network"',
  },
  busyMs: milliseconds,
};
const rules: OptionRules<SqliteStoreOptions> = {
  ...readerRules,
  create: { is: "boolean", give: "true or false" },
  clock: { is: "clock", give: "a Clock" },
  processes: { is: "object", give: "a ProcessTable" },
  watchMs: milliseconds,
  attentionMs: milliseconds,
  maxBytes: { is: "number", give: "a number of bytes" },
};

const signsPerWatch = 6;

/**
 * Keeps an experiment in one SQLite file, durably: what a call has written is still there after a
 * crash of the process or the machine. Others may read it meanwhile; on a network file system a
 * reader and a writer wait for each other.
 */
export class SqliteStore implements ExperimentStore {
  readonly attentionMs: number;
  readonly #file: StoreFile;
  readonly #lease: LeaseTable;
  readonly #events: EventLog;
  readonly #requests: RequestTable;
  readonly #reader: ExperimentReader;
  readonly #taker: Taker;
  #token: string | undefined;
  #checked = false;
  #renewedAtMs = -Infinity;

  private constructor(file: StoreFile, taker: Taker, attentionMs: number) {
    this.attentionMs = attentionMs;
    this.#file = file;
    this.#lease = new LeaseTable(file);
    this.#events = new EventLog(file);
    this.#requests = new RequestTable(file);
    this.#reader = new SqliteReader(file);
    this.#taker = taker;
  }

  /**
   * Opens the store, without owning it. One of an older version is brought to the present one,
   * which needs ownership for that while.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or that is of a wrong
   *   type; `STORE` for a file that is no store, is of a newer version, or cannot be
   *   opened; nothing was written to it then. `NOT_OWNER` for one of an older version that is driven
   */
  static async open(options: SqliteStoreOptions): Promise<SqliteStore> {
    checkOptions("SqliteStore.open", options, rules);
    const { clock = systemClock, processes = systemProcesses, fileSystemType } = options;
    const { watchMs = 60_000, attentionMs = 1_000, busyMs = 5_000, create = true } = options;
    const { maxBytes = Infinity } = options;
    const path = resolve(options.path);
    const opened = await openFile({ path, create, fileSystemType, busyMs, maxBytes });
    const taker: Taker = {
      name: `The store ${path}`,
      processes,
      clock,
      watchMs,
      oneMachine: opened.fileSystem.type === "local",
    };
    try {
      await upgrade(opened, taker);
    } catch (error) {
      opened.file.close();
      throw error;
    }
    return new SqliteStore(opened.file, taker, attentionMs);
  }

  /**
   * Opens a store for reading alone: it is never written to, migrated or owned.
   * @throws {RunnerError} `INVALID_ARGUMENT` as `open`; `STORE` for a file that is not there, is no store, is of a newer version,
   *   or cannot be opened
   */
  static async openReader(options: {
    readonly path: string;
    /** As in {@link SqliteStoreOptions}. */
    readonly fileSystemType?: FileSystemType;
    /** As in {@link SqliteStoreOptions}. */
    readonly busyMs?: number;
  }): Promise<ExperimentReader> {
    checkOptions("SqliteStore.openReader", options, readerRules);
    const { fileSystemType, busyMs = 5_000 } = options;
    return openReader({ path: resolve(options.path), fileSystemType, busyMs });
  }

  async acquire(options: AcquireOptions = {}): Promise<void> {
    const cell = {
      read: () => this.#lease.read(),
      replace: (previous: Lease | undefined, lease: Lease) => {
        this.#checkOnce();
        return this.#file.write(() => {
          if (!this.#lease.swap(previous, lease)) return false;
          this.#events.beginFirst(lease.acquiredAtMs);
          return true;
        });
      },
    };
    this.#token = await acquireLease(cell, this.#taker, options);
    this.#renewedAtMs = this.#taker.clock.monotonic();
  }

  get oneMachine(): boolean {
    return this.#taker.oneMachine;
  }

  owner(): Promise<Owner | undefined> {
    return this.#reader.owner();
  }

  load(): Promise<readonly ExperimentEvent[]> {
    return this.#reader.load();
  }

  elapsedMs(): Promise<number> {
    return this.#reader.elapsedMs();
  }

  async newRun(): Promise<void> {
    this.#write(() => this.#events.beginNext(this.#taker.clock.now()));
  }

  async append(
    events: readonly ExperimentEvent[],
    elapsedMs: number,
    acknowledged: readonly number[] = [],
  ): Promise<void> {
    const bodies = events.map((event) => toJson(`An event of type ${event.type}`, event));
    this.#write(() => {
      this.#events.append(bodies, elapsedMs);
      if (acknowledged.length > 0) this.#requests.remove(this.#events.run, acknowledged);
    });
  }

  async request(request: Request): Promise<void> {
    const body = toJson(`A request of type ${request.type}`, request);
    this.#file.write(() => {
      this.#requests.add(this.#events.run, body, this.#taker.clock.now());
    });
  }

  async pendingRequests(elapsedMs: number): Promise<readonly PendingRequest[]> {
    if (this.#isRenewalDue) this.#write(() => (this.#events.elapsedMs = elapsedMs));
    return this.#file.read(() => {
      this.#checkOwner();
      return this.#requests.pending(this.#events.run);
    });
  }

  async release(): Promise<void> {
    if (this.#token === undefined || !this.#file.isOpen) return;
    this.#file.write(() => {
      if (this.#lease.isOf(this.#token)) this.#lease.remove();
    });
    this.#token = undefined;
  }

  async close(): Promise<void> {
    try {
      await this.release();
    } finally {
      this.#file.close();
    }
  }

  /** Whether it is time to show that this driver lives, for those who watch from out of sight. */
  get #isRenewalDue(): boolean {
    const { clock, watchMs } = this.#taker;
    return clock.monotonic() - this.#renewedAtMs >= watchMs / signsPerWatch;
  }

  /** Writes as the owner. Nobody else can become it while a transaction that writes is open. */
  #write<T>(body: () => T): T {
    const { clock } = this.#taker;
    const isRenewalDue = this.#isRenewalDue;
    const result = this.#file.write(() => {
      this.#checkOwner();
      if (isRenewalDue) this.#lease.renew(clock.now());
      return body();
    });
    if (isRenewalDue) this.#renewedAtMs = clock.monotonic();
    return result;
  }

  /** Within a transaction. */
  #checkOwner(): void {
    const { clock, name } = this.#taker;
    if (!this.#lease.isOf(this.#token)) throw notOwner(name, this.#lease.get(), clock.now());
  }

  /** Before the first write of a driver, the whole file is looked at. */
  #checkOnce(): void {
    if (this.#checked) return;
    this.#file.check();
    this.#checked = true;
  }
}
