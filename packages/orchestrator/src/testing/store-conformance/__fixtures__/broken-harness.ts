import { RunnerError } from "@runners/core";
import { MemoryStoreHarness } from "../../../store/__fixtures__/memory-store-harness.ts";
import type { ExperimentReader } from "../../../store/experiment-reader.ts";
import type { ExperimentStore } from "../../../store/experiment-store.ts";

/**
 * What a broken store does otherwise, and what it may know of the drivers to do so; `me` is what
 * these know the driver by.
 */
export type Breakage = (
  store: ExperimentStore,
  drivers: Drivers,
  me: ExperimentStore,
) => Partial<ExperimentStore>;

/** All drivers of a store that conforms. */
export type Drivers = {
  readonly opened: ExperimentStore[];
  readonly closed: Set<ExperimentStore>;
  readonly ended: Set<ExperimentStore>;
  readonly elsewhere: Set<ExperimentStore>;
  /** Those that have owned the store. */
  readonly owners: Set<ExperimentStore>;
  sleep(ms: number): Promise<void>;
};

export type Breakages = {
  readonly store?: Breakage;
  readonly reader?: (reader: ExperimentReader) => Partial<ExperimentReader>;
};

/** A store that conforms but for what is broken; it has every hook of the suite. */
export class BrokenHarness extends MemoryStoreHarness {
  readonly capacityBytes = 2 ** 20;
  readonly #breakages: Breakages;
  readonly #originals = new Map<ExperimentStore, ExperimentStore>();
  readonly #drivers: Drivers = {
    opened: [],
    closed: new Set(),
    ended: new Set(),
    elsewhere: new Set(),
    owners: new Set(),
    sleep: (ms) => this.clock.sleep(ms),
  };

  constructor(breakages: Breakages = {}) {
    super();
    this.#breakages = breakages;
  }

  override open(): ExperimentStore {
    return this.#broken(super.open());
  }

  override openElsewhere(): ExperimentStore {
    const original = super.openElsewhere();
    this.#drivers.elsewhere.add(original);
    return this.#broken(original);
  }

  override endProcess(store: ExperimentStore): void {
    const original = this.#originals.get(store) ?? store;
    this.#drivers.ended.add(original);
    super.endProcess(original);
  }

  openReader(): ExperimentReader {
    const reader = super.open();
    return replaced<ExperimentReader>(reader, this.#breakages.reader?.(reader) ?? {});
  }

  #broken(original: ExperimentStore): ExperimentStore {
    const drivers = this.#drivers;
    const limited = replaced(original, {
      append: async (events, ...rest) => {
        if (sizeOf(events) <= this.capacityBytes) return original.append(events, ...rest);
        throw new RunnerError("STORE", "there is no room");
      },
      acquire: async (options) => {
        await original.acquire(options);
        drivers.owners.add(original);
      },
      close: async () => {
        drivers.closed.add(original);
        await original.close();
      },
    });
    drivers.opened.push(original);
    const broken = replaced(limited, this.#breakages.store?.(limited, drivers, original) ?? {});
    this.#originals.set(broken, original);
    return broken;
  }
}

function sizeOf(events: Parameters<ExperimentStore["append"]>[0]): number {
  try {
    return JSON.stringify(events).length;
  } catch {
    return 0;
  }
}

/** The object with other members; those that stay work on the object itself. */
function replaced<T extends object>(object: T, members: Partial<T>): T {
  return new Proxy(object, {
    get(target, name) {
      const member: unknown = Reflect.get(name in members ? members : target, name);
      return typeof member === "function" && !(name in members) ? member.bind(target) : member;
    },
  });
}
