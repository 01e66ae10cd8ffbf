import type { ConformanceCaseId } from "./conformance-cases.ts";
import type { ConformanceHarness, ConformanceHooks } from "./conformance-harness.ts";

/** What can be waived: a case, or all cases that need a hook which the harness lacks. */
export type ConformanceWaiver = ConformanceCaseId | `needs/${keyof ConformanceHooks}`;

/** What the conformance suite is run on. */
export type ConformanceSuite = {
  /** A fresh harness; called for each case, and once before all to see what the runner offers. */
  readonly create: () => Promise<ConformanceHarness> | ConformanceHarness;
  /** What is not checked, and why. Default: nothing is waived. */
  readonly waive?: { readonly [W in ConformanceWaiver]?: string };
  /** Makes submission keys that no earlier run has used, from [0, 1). Default `Math.random`. */
  readonly random?: () => number;
};
