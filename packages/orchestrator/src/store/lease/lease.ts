import type { Owner } from "../experiment-store.ts";

/** Ownership of a store, as it is stored. */
export type Lease = Owner & {
  /** Of this one acquisition; no other has the same. */
  readonly token: string;
  /** Goes up with each of its writes. */
  readonly counter: number;
};
