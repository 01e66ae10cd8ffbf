import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { Request } from "./request.ts";

/** Who drives an experiment, as others are told. */
export type Owner = {
  readonly host: string;
  /** Identity of the boot of that host. */
  readonly bootId: string;
  readonly pid: number;
  /** What tells this process from a later one of the same pid; see the process table. */
  readonly processStart: string;
  /** When it took the experiment, and when it last showed that it lives (ms since the epoch). */
  readonly acquiredAtMs: number;
  readonly renewedAtMs: number;
};

/**
 * Where the runs of one experiment are kept. A run is a sequence of events; the last run is the
 * current one.
 *
 * One driver at a time owns the store: it acquires it, and from then on each of its writes checks,
 * within the write, that nobody else has. Reading needs no ownership.
 */
export interface ExperimentStore {
  /**
   * Milliseconds after which the driver is to look for requests again, which renews its ownership
   * too. Undefined where there can be none from elsewhere.
   */
  readonly attentionMs: number | undefined;

  /**
   * Takes ownership. From an owner of this boot of this machine only if its process is dead; from
   * one elsewhere only if it has not shown a sign of life while this call watched, which takes a
   * minute.
   *
   * @throws {RunnerError} `NOT_OWNER`, naming host, pid and age of the owner that lives
   */
  acquire(options?: {
    readonly signal?: AbortSignal | undefined;
    /** Told when the call begins to watch whether an owner on another host lives. */
    readonly onWatching?: (owner: Owner, watchMs: number) => void;
  }): Promise<void>;

  /** The owner now, if there is one. */
  owner(): Promise<Owner | undefined>;

  /** The events of the current run, in the order in which they were appended. */
  load(): Promise<readonly ExperimentEvent[]>;

  /** Milliseconds for which drivers have worked on the current run, as of the last write. */
  elapsedMs(): Promise<number>;

  /** Begins a new run; the ones before are kept. Needs ownership. */
  newRun(): Promise<void>;

  /**
   * Appends events to the current run: all, durably, or, when it rejects, none.
   *
   * @param elapsedMs what {@link ExperimentStore.elapsedMs} gives from now on
   * @throws {RunnerError} `NOT_OWNER` if this driver does not own the store (any more); `STORE` if
   *   it cannot be written to: full, read-only, damaged
   */
  append(events: readonly ExperimentEvent[], elapsedMs: number): Promise<void>;

  /** Leaves a request to the driver, from any process, for example to stop a trial. */
  request(request: Request): Promise<void>;

  /** Takes the requests that were left, in order; each is taken once. Renews ownership. */
  takeRequests(elapsedMs: number): Promise<readonly Request[]>;

  /** Gives ownership up, if it is held. */
  release(): Promise<void>;

  /** Releases, and closes what is open. May be called twice. */
  close(): Promise<void>;
}
