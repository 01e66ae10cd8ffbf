import type { OptionalMember } from "../without-members.ts";
import type { ConformanceHarness, ConformanceHooks } from "./conformance-harness.ts";
import type { Rig } from "./rig.ts";

/** One rule of the contract, as something to be tried out. */
export type ConformanceCase = {
  /** The rule, as what a conforming runner does. */
  readonly says: string;
  /** The optional member that it is about: a runner without it has no such case. */
  readonly member?: OptionalMember;
  /** Whether it concerns a runner that has the member. Default: it does. */
  readonly concerns?: (harness: ConformanceHarness) => boolean;
  /** What the harness must be able to do. */
  readonly needs?: readonly (keyof ConformanceHooks)[];
  /** Rejects where the rule is broken. */
  readonly check: (rig: Rig) => Promise<void>;
};

/** A section of the suite: cases by id. */
export type ConformanceCases<Id extends string> = { readonly [K in Id]: ConformanceCase };
