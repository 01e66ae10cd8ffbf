import type { Runner } from "../../runner.ts";

/** The members whose calls can be made to fail. */
export type FaultableMember =
  | "run"
  | "runMultiple"
  | "pollTrialStatus"
  | "pollTrialDetails"
  | "pollAvailableCapacity"
  | "stop"
  | "stopMultiple"
  | "findSubmission"
  | "waitForChange"
  | "fetchResults"
  | "readLogs";

/** What a member answers, once it does. */
export type AnswerOf<M extends FaultableMember> = Awaited<ReturnType<NonNullable<Runner[M]>>>;

/**
 * What goes wrong with one call.
 *
 * - `fail-before`: it rejects, and was not made.
 * - `fail-after`: it is made, and rejects all the same.
 * - `delay`: it is made `delayMs` milliseconds later, or at once when it is aborted.
 * - `hang-before`: it is not made until it is aborted.
 * - `hang-after`: it is made, and its answer is lost: nothing comes until it is aborted.
 * - `replace`: it is not made, and answers this.
 * - `change`: it is made, and answers something else.
 */
export type Fault<Answer> =
  | { readonly type: "fail-before"; readonly error: unknown }
  | { readonly type: "fail-after"; readonly error: unknown }
  | { readonly type: "delay"; readonly delayMs: number }
  | { readonly type: "hang-before" }
  | { readonly type: "hang-after" }
  | { readonly type: "replace"; readonly answer: Answer }
  | { readonly type: "change"; readonly change: (answer: Answer) => Answer };
