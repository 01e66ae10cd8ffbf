import type { Clock } from "@runners/core";

/** How Slurm's commands are called. */
export type SlurmOptions = {
  /** Their whole environment; its PATH finds them. */
  readonly env: { readonly [name: string]: string };
  /** Milliseconds after which a call is ended, with all that it started. */
  readonly callTimeoutMs: number;
  readonly clock: Clock;
};
