import type { SlurmRow } from "./slurm-row.ts";

/** What `squeue` or `sacct` answered. */
export type SlurmAnswer =
  | { readonly outcome: "rows"; readonly rows: readonly SlurmRow[] }
  /** This cluster keeps no accounts. */
  | { readonly outcome: "no accounting" }
  /** It says nothing about any job. */
  | { readonly outcome: "failed"; readonly reason: string };
