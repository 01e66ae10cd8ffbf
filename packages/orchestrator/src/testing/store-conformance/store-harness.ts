import type { VirtualClock } from "@runners/core";
import type { ExperimentReader } from "../../store/experiment-reader.ts";
import type { ExperimentStore } from "../../store/experiment-store.ts";

/** What one case gets: a store that is empty, and the means to bring about what it is about. */
export interface StoreHarness extends StoreHooks {
  /**
   * The store, as a driver in a process of its own has it; the first call creates it. The suite
   * closes what it opens.
   */
  open(): Promise<ExperimentStore> | ExperimentStore;

  /** The clock that all drivers were given; time may move by itself. */
  readonly clock: VirtualClock;

  /** Frees what the harness took, once the stores are closed. */
  [Symbol.asyncDispose]?(): Promise<void>;
}

/**
 * What not every store can be made to do. Without one of these, the cases that need it fail unless
 * they are waived, one by one or by `needs/<hook>`.
 */
export interface StoreHooks {
  /**
   * The process of this driver ends without closing the store, and others can tell. The object goes
   * on working, as that of a driver would which was taken for dead and is not.
   */
  endProcess?(store: ExperimentStore): Promise<void> | void;

  /** As `open`, for a driver that those of `open` cannot see: on another host. */
  openElsewhere?(): Promise<ExperimentStore> | ExperimentStore;

  /** The store, as a command has it that only reads. The first call comes after that of `open`. */
  openReader?(): Promise<ExperimentReader> | ExperimentReader;

  /** How many bytes of events the store has room for at most; some must fit. */
  readonly capacityBytes?: number;
}
