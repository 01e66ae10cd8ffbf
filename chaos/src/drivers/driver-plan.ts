import type { SubmissionGuarantee } from "@runners/core";
import type { OrchestratorOptions } from "@runners/orchestrator";
import type { DieAt } from "./dying-at.ts";

/** What a driver process is told to do, as JSON in its one argument. */
export type DriverPlan = {
  readonly storePath: string;
  readonly trials: number;
  readonly options: OrchestratorOptions;
  readonly backend:
    | {
        readonly type: "cluster";
        readonly socketPath: string;
        readonly partition: string;
        readonly submissionGuarantee: SubmissionGuarantee;
        readonly visibilityMs: number;
        readonly callTimeoutMs: number;
      }
    | {
        readonly type: "local";
        readonly directory: string;
        readonly script: string;
        readonly ledgerPath: string;
      }
    | {
        readonly type: "slurm";
        /** The Python that has TorchX. */
        readonly python: string;
        readonly slurmConf: string;
        /** A folder that the nodes see. */
        readonly folder: string;
        readonly callTimeoutMs: number;
      };
  /**
   * Plays a machine of its own that shares the store over a network: nobody sees anybody's
   * processes, so that ownership goes by signs of life alone.
   */
  readonly host?: string;
  /** Stops itself (SIGSTOP) once it has stored so many intents, before it submits the last. */
  readonly stopAfterIntents?: number;
  /**
   * Submits through a process of its own, which dawdles for so many milliseconds, and says
   * `submitter <pid>` once that has started. For the cluster.
   */
  readonly submitterDelayMs?: number;
  /** Kills itself (SIGKILL) around the first submission that it makes. */
  readonly dieAt?: DieAt;
};

/** What tells one driver of an experiment from another. */
export type DriverPart = Pick<
  DriverPlan,
  "host" | "stopAfterIntents" | "submitterDelayMs" | "dieAt"
>;

/** How a driver process ends. */
export const driverExitCodes = { done: 0, failed: 1, unresolved: 3, notOwner: 4 } as const;
