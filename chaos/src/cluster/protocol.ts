import type { Observation } from "@runners/core";

/** A job as the cluster tells of it. */
export type ClusterJob = {
  /** Short, and given to another job once the cluster has counted through. */
  readonly id: string;
  readonly key?: string;
  readonly trialIndex: number;
  readonly attempt: number;
  /** The cluster's own word for its state. */
  readonly state: string;
  readonly submittedAtMs: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly observations: readonly Observation[];
};

/** Shares from 0 to 1 of what goes wrong, by chance; each defaults to 0. */
export type ClusterFaults = {
  /** Submissions that are accepted and never answered. */
  readonly executeAndTimeOut?: number;
  /** Submissions that are neither accepted nor answered. */
  readonly vanish?: number;
  /** Submissions that are refused for want of room. */
  readonly refuse?: number;
  /** Queries that fail at once. */
  readonly fail?: number;
  /** Queries that are never answered. */
  readonly hang?: number;
  /** Jobs that a query leaves out. */
  readonly leaveOut?: number;
  /** Jobs that a query has an unheard-of word for. */
  readonly babble?: number;
  /** Jobs that go back into the queue once, while they run. */
  readonly requeue?: number;
};

/** What a partition of the cluster is made of. */
export type PartitionOptions = {
  /** How many jobs it runs at once. Default `Infinity`, which JSON cannot say. */
  readonly slots?: number;
  /** How long a job runs, drawn evenly between the two, in milliseconds. Default: until finished. */
  readonly runtimeMs?: readonly [number, number];
  /** Milliseconds that a job waits before it runs. Default 0. */
  readonly queueMs?: number;
  /** Milliseconds from accepting a job to admitting that it is there. Default 0. */
  readonly visibilityMs?: number;
  /** How many ids there are. Default 1,000,000. */
  readonly ids?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly faults?: ClusterFaults;
};

/** What a runner asks of a partition. */
export type ClusterRequest =
  | {
      readonly op: "submit";
      readonly key?: string;
      /** Whether a key that was accepted before is answered with its job. */
      readonly once: boolean;
      readonly trialIndex: number;
      readonly attempt: number;
    }
  | { readonly op: "query"; readonly ids: readonly string[] }
  | { readonly op: "find"; readonly keys: readonly string[] }
  | { readonly op: "cancel"; readonly keys: readonly string[]; readonly reason?: string }
  | { readonly op: "capacity" };

/** What a test tells a partition. */
export type ClusterControl =
  | { readonly op: "create"; readonly options: PartitionOptions }
  | { readonly op: "heal" }
  | { readonly op: "all" }
  | { readonly op: "reachable"; readonly reachable: boolean }
  | { readonly op: "slots"; readonly slots: number }
  | { readonly op: "finish"; readonly trialIndex: number; readonly exitCode: number }
  | { readonly op: "forget" | "requeue"; readonly trialIndex: number }
  | { readonly op: "report"; readonly trialIndex: number; readonly state: string };

/** One line to the cluster. */
export type ClusterCall = { readonly partition: string } & (ClusterRequest | ClusterControl);

/** One line back. A call that the cluster chooses not to answer has none. */
export type ClusterAnswer =
  | { readonly type: "jobs"; readonly jobs: readonly ClusterJob[] }
  | { readonly type: "free"; readonly slots: number | null }
  | { readonly type: "done" }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "failed"; readonly reason: string };
