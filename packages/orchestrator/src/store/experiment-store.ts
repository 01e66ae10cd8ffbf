import type { ProcessIdentity } from "@runners/core";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { ExperimentReader } from "./experiment-reader.ts";
import type { PendingRequest, Request } from "./request.ts";

/** Who drives an experiment, as others are told. */
export type Owner = ProcessIdentity & {
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
export interface ExperimentStore extends ExperimentReader {
  /**
   * Milliseconds after which the driver is to look for requests again, which renews its ownership
   * too. Undefined where there can be none from elsewhere.
   */
  readonly attentionMs: number | undefined;

  /**
   * Whether only one machine can reach the store, so that whatever ran before that machine was
   * started anew has surely ended. Default `false`: drivers may be anywhere.
   */
  readonly oneMachine?: boolean;

  /**
   * Takes ownership. From an owner of this boot of this machine only if its process is dead; from
   * one elsewhere only if it has not shown a sign of life while this call watched, which takes a
   * minute. An object that owns the store serves one driver: acquiring again is refused, too.
   *
   * @throws {RunnerError} `NOT_OWNER`, naming host, pid and age of the owner that lives
   */
  acquire(options?: {
    readonly signal?: AbortSignal | undefined;
    /** Told when the call begins to watch whether an owner on another host lives. */
    readonly onWatching?: (owner: Owner, watchMs: number) => void;
  }): Promise<void>;

  /**
   * Begins a new run; the ones before are kept. Needs ownership.
   * @throws {RunnerError} as {@link ExperimentStore.append} does
   */
  newRun(): Promise<void>;

  /**
   * Appends events to the current run and removes requests, in one step: all, durably, or, when it
   * rejects, nothing.
   *
   * @param elapsedMs what {@link ExperimentReader.elapsedMs} gives from now on; it never goes back
   * @param acknowledged ids of pending requests whose effect these events are; default: none. One
   *   that is not pending is left out of account
   * @throws {RunnerError} `NOT_OWNER` if this driver does not own the store (any more); `STORE` if
   *   it cannot be written to: full, read-only, damaged
   */
  append(
    events: readonly ExperimentEvent[],
    elapsedMs: number,
    acknowledged?: readonly number[],
  ): Promise<void>;

  /**
   * Leaves a request to the driver of the current run, from any process, for example to stop a
   * trial. It waits until a driver has acknowledged it, for the next one where there is none now; a new run
   * does not see it.
   */
  request(request: Request): Promise<void>;

  /**
   * The requests that were left to the current run and not acknowledged yet, in order. Renews
   * ownership when that is due.
   *
   * @param elapsedMs as for {@link ExperimentStore.append}; written down with a renewal
   * @throws {RunnerError} as {@link ExperimentStore.append} does
   */
  pendingRequests(elapsedMs: number): Promise<readonly PendingRequest[]>;

  /** Gives ownership up, if it is held. */
  release(): Promise<void>;

  /** Releases, and closes what is open. May be called twice. */
  close(): Promise<void>;
}
