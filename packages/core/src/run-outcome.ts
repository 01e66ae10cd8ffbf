import type { RunnerError } from "./runner-error.ts";
import type { RunMetadata } from "./trial.ts";

/**
 * What became of one trial of a batch.
 *
 * - `started`: deployed.
 * - `deferred`: not deployed for want of room; ask again.
 * - `rejected`: not deployed, and nothing was started; the code of the error says whether asking
 *   again may help.
 * - `unknown`: may have been deployed; look it up before anything else.
 */
export type RunOutcome =
  | { readonly outcome: "started"; readonly runMetadata: RunMetadata }
  | { readonly outcome: "deferred"; readonly reason: string }
  | { readonly outcome: "rejected"; readonly error: RunnerError }
  | { readonly outcome: "unknown"; readonly error: RunnerError };
