import type { PolledStatus, TrialDetails } from "@runners/core";

/** What is to be said of a job, and its details: Slurm's own word, the reason, exit code and times. */
export type SlurmVerdict = { readonly status: PolledStatus; readonly details: TrialDetails };
