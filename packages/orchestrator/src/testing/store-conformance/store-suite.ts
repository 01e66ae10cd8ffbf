import type { StoreCaseId } from "./store-cases.ts";
import type { StoreHarness, StoreHooks } from "./store-harness.ts";

/** What can be waived: a case, or all cases that need a hook which the harness lacks. */
export type StoreWaiver = StoreCaseId | `needs/${keyof StoreHooks}`;

export type StoreSuite = {
  /** A fresh harness, of an empty store; called for each case. */
  readonly create: () => Promise<StoreHarness> | StoreHarness;
  /** What is not checked, and why. Default: nothing is waived. */
  readonly waive?: { readonly [W in StoreWaiver]?: string };
};
