import { firstAtLeast } from "./first-at-least.ts";

/** Numbers in ascending order, to which some are added and from which some are taken. */
export class OrderedValues {
  readonly #values: number[];

  /** @param values in any order */
  constructor(values: Iterable<number> = []) {
    this.#values = [...values].toSorted((a, b) => a - b);
  }

  get size(): number {
    return this.#values.length;
  }

  /** Puts one in the place of another; undefined: of none, or nothing. */
  replace(was: number | undefined, is: number | undefined): void {
    if (was === is) return;
    if (was !== undefined) this.#values.splice(this.below(was), 1);
    if (is !== undefined) this.#values.splice(this.below(is), 0, is);
  }

  /** How many are below a value. */
  below(value: number): number {
    return firstAtLeast(this.#values, value, (one) => one);
  }

  /** The value at a share of the way through, on the line between its neighbours; NaN of none. */
  quantile(share: number): number {
    const at = share * (this.size - 1);
    const low = this.#values[Math.floor(at)] ?? Number.NaN;
    const high = this.#values[Math.ceil(at)] ?? Number.NaN;
    return low + (at - Math.floor(at)) * (high - low);
  }
}
