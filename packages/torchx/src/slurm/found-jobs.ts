/** What is known of the jobs of one submission key; as `SubmissionLookup` in core, with ids. */
export type FoundJobs =
  | { readonly outcome: "found"; readonly jobIds: readonly [string, ...string[]] }
  | { readonly outcome: "absent"; readonly evidence: string }
  | { readonly outcome: "unknown"; readonly reason: string };
