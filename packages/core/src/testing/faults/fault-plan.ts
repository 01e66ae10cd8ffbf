import type { AnswerOf, Fault, FaultableMember } from "./fault.ts";

/** A call that a plan decides on. */
export type FaultCall = {
  /** The trials that it concerns; none for `pollAvailableCapacity`. */
  readonly trialIndices: readonly number[];
  /** The how manieth call of this member it is, from 1. */
  readonly call: number;
};

/** What goes wrong, by member: asked once for each call. `undefined`: nothing. */
export type FaultPlan = {
  readonly [M in FaultableMember]?: (call: FaultCall) => Fault<AnswerOf<M>> | undefined;
};
