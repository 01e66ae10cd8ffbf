import type { BaseTrial } from "../trial.ts";
import type { RenewedMap } from "./renewed-map.ts";

/**
 * The trials that a loop polls, as they are whenever somebody begins to look at them. A runner may ask
 * for one by its index instead of going over all: at each change of one among thousands, that is most
 * of the cost.
 */
export class LiveTrials<P> implements Iterable<BaseTrial<P>> {
  readonly #byIndex: RenewedMap<number, { readonly trial: BaseTrial<P> }>;

  constructor(byIndex: RenewedMap<number, { readonly trial: BaseTrial<P> }>) {
    this.#byIndex = byIndex;
  }

  get size(): number {
    return this.#byIndex.size;
  }

  hasTrialIndex(index: number): boolean {
    return this.#byIndex.has(index);
  }

  [Symbol.iterator](): Iterator<BaseTrial<P>> {
    return this.#byIndex.values().map(({ trial }) => trial);
  }
}
