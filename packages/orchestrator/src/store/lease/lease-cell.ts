import type { Lease } from "./lease.ts";

/** The place where a store keeps who owns it. */
export interface LeaseCell {
  /** The lease now; undefined if nobody has one. */
  read(): Lease | undefined;

  /**
   * Puts `lease` in the place of `previous` in one step, and says whether it did: not if another
   * lease is there by now, or the previous one with another counter.
   */
  replace(previous: Lease | undefined, lease: Lease): boolean;
}
