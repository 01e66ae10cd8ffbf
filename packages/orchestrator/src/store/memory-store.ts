import { hostname } from "node:os";
import { RunnerError, systemClock, type Clock, type ProcessTable } from "@runners/core";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { ExperimentStore, Owner } from "./experiment-store.ts";
import { acquireLease } from "./lease/acquire-lease.ts";
import type { AcquireOptions } from "./lease/acquire-options.ts";
import { isUnchanged } from "./lease/is-unchanged.ts";
import type { Lease } from "./lease/lease.ts";
import { notOwner } from "./lease/not-owner.ts";
import type { PendingRequest, Request } from "./request.ts";

export type MemoryStoreOptions = {
  /** Another driver's store, to have the same experiment. Default: an experiment of its own. */
  readonly of?: MemoryStore;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Who the driver is, and who else lives. Default: drivers of this process, which all live. */
  readonly processes?: ProcessTable;
  /** See {@link ExperimentStore.attentionMs}. Default: undefined, the driver looks for no requests. */
  readonly attentionMs?: number;
};

/** What the drivers of one experiment share. */
type Shared = {
  /** The last one is the current one. */
  readonly runs: [Run, ...Run[]];
  lease: Lease | undefined;
};

type Run = {
  readonly events: ExperimentEvent[];
  requests: readonly PendingRequest[];
  lastRequest: number;
  elapsedMs: number;
};

const watchMs = 60_000;

/** Keeps an experiment for as long as the process lives. Events are kept as they are, not copied. */
export class MemoryStore implements ExperimentStore {
  readonly attentionMs: number | undefined;
  readonly oneMachine = true;
  #token: string | undefined;
  readonly #clock: Clock;
  readonly #processes: ProcessTable;
  readonly #shared: Shared;
  #closed = false;

  constructor(options: MemoryStoreOptions = {}) {
    this.attentionMs = options.attentionMs;
    this.#clock = options.clock ?? systemClock;
    this.#processes = options.processes ?? thisProcess;
    this.#shared = options.of === undefined ? emptyShared() : options.of.#shared;
  }

  async acquire(options: AcquireOptions = {}): Promise<void> {
    this.#checkOpen();
    const shared = this.#shared;
    const cell = {
      read: () => shared.lease,
      replace: (previous: Lease | undefined, lease: Lease) => {
        this.#checkOpen();
        if (!isUnchanged(previous, shared.lease)) return false;
        shared.lease = lease;
        return true;
      },
    };
    const taker = {
      name,
      processes: this.#processes,
      clock: this.#clock,
      watchMs,
      oneMachine: this.oneMachine,
    };
    this.#token = await acquireLease(cell, taker, options);
  }

  async owner(): Promise<Owner | undefined> {
    this.#checkOpen();
    if (this.#shared.lease === undefined) return undefined;
    const { token: _, counter: __, ...owner } = this.#shared.lease;
    return owner;
  }

  async load(): Promise<readonly ExperimentEvent[]> {
    this.#checkOpen();
    return [...this.#run.events];
  }

  async elapsedMs(): Promise<number> {
    this.#checkOpen();
    return this.#run.elapsedMs;
  }

  async newRun(): Promise<void> {
    this.#renew();
    this.#shared.runs.push(emptyRun());
  }

  async append(
    events: readonly ExperimentEvent[],
    elapsedMs: number,
    acknowledged: readonly number[] = [],
  ): Promise<void> {
    this.#renew();
    const run = this.#run;
    for (const event of events) run.events.push(event);
    run.elapsedMs = elapsedMs;
    if (acknowledged.length === 0) return;
    run.requests = run.requests.filter(({ id }) => !acknowledged.includes(id));
  }

  async request(request: Request): Promise<void> {
    this.#checkOpen();
    const run = this.#run;
    run.lastRequest += 1;
    run.requests = [...run.requests, { id: run.lastRequest, request }];
  }

  async pendingRequests(elapsedMs: number): Promise<readonly PendingRequest[]> {
    this.#renew();
    this.#run.elapsedMs = elapsedMs;
    return this.#run.requests;
  }

  async release(): Promise<void> {
    if (this.#shared.lease?.token === this.#token) this.#shared.lease = undefined;
    this.#token = undefined;
  }

  async close(): Promise<void> {
    await this.release();
    this.#closed = true;
  }

  get #run(): Run {
    const { runs } = this.#shared;
    return runs[runs.length - 1] ?? runs[0];
  }

  #renew(): void {
    this.#checkOpen();
    const { lease } = this.#shared;
    const nowMs = this.#clock.now();
    if (lease === undefined || lease.token !== this.#token) throw notOwner(name, lease, nowMs);
    this.#shared.lease = { ...lease, counter: lease.counter + 1, renewedAtMs: nowMs };
  }

  #checkOpen(): void {
    if (this.#closed) throw new RunnerError("STORE", `${name} is closed; open it anew.`);
  }
}

const name = "The experiment in memory";

/** A process that sees no other one. */
const thisProcess: ProcessTable = {
  self: () => ({
    host: hostname(),
    bootId: "",
    pidNamespace: "",
    pid: process.pid,
    processStart: "",
  }),
  sees: () => true,
  isAlive: () => true,
};

function emptyShared(): Shared {
  return { runs: [emptyRun()], lease: undefined };
}

function emptyRun(): Run {
  return { events: [], requests: [], lastRequest: 0, elapsedMs: 0 };
}
