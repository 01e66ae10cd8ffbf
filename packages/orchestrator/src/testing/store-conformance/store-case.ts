import type { StoreHooks } from "./store-harness.ts";
import type { StoreRig } from "./store-rig.ts";

/** One rule of the contract of a store, as something to be tried out. */
export type StoreCase = {
  /** The rule, as what a conforming store does. */
  readonly says: string;
  /** What the harness must be able to do. */
  readonly needs?: readonly (keyof StoreHooks)[];
  /** Rejects where the rule is broken. */
  readonly check: (rig: StoreRig) => Promise<void>;
};

/** A section of the suite: cases by id. */
export type StoreCases<Id extends string> = { readonly [K in Id]: StoreCase };
