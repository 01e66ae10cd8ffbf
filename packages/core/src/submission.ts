import type { RunMetadata } from "./trial.ts";

/** What a runner promises about submission keys; see `Runner.submissionGuarantee`. */
export type SubmissionGuarantee = "exact" | "reattach" | "none";

/**
 * What the backend knows of a submission key.
 *
 * - `found`: the run metadata of each job under the key, the oldest first.
 * - `absent`: the backend positively states that there is none; `evidence` is how it said so.
 * - `unknown`: it could not be asked or understood; never grounds for submitting again.
 */
export type SubmissionLookup =
  | { readonly outcome: "found"; readonly found: readonly [RunMetadata, ...RunMetadata[]] }
  | { readonly outcome: "absent"; readonly evidence: string }
  | { readonly outcome: "unknown"; readonly reason: string };
