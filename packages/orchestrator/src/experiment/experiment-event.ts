import type { Arm, Observation, RunMetadata, TrialDetails, TrialStatus } from "@runners/core";

/** Why a stop was asked for, and so what the trial is recorded as once it has stopped. */
export type StopIntent = "abandon" | "early-stop" | "fail";

/** How an experiment ended. */
export type ExperimentOutcome =
  | "completed"
  | "drained"
  | "failure-rate-exceeded"
  | "candidates-failed";

type OfAttempt = { readonly index: number; readonly attempt: number };

type Body =
  | {
      readonly type: "experiment-started";
      readonly name: string;
      /** What the submission keys of all its trials begin with. */
      readonly keyPrefix: string;
    }
  | {
      readonly type: "trial-created";
      readonly index: number;
      readonly kind: "trial" | "batch";
      readonly arms: readonly [Arm, ...Arm[]];
    }
  /** Written before the runner is called: from here on the trial may be on the backend. */
  | ({
      readonly type: "submission-intended";
      readonly submissionKey: string;
    } & OfAttempt)
  /** Not deployed, for certain; it will be submitted again. */
  | ({ readonly type: "submission-deferred"; readonly reason: string } & OfAttempt)
  /** May be deployed; it is looked up, never submitted blindly. */
  | ({ readonly type: "submission-unknown"; readonly reason: string } & OfAttempt)
  | ({
      readonly type: "trial-deployed";
      readonly status: "STAGED" | "RUNNING";
      readonly runMetadata: RunMetadata;
    } & OfAttempt)
  | ({
      readonly type: "trial-status";
      readonly from: TrialStatus;
      readonly to: TrialStatus;
      readonly reason?: string;
      /** The backend's own account; its times are when it happened, `atMs` when it was noticed. */
      readonly details?: TrialDetails;
    } & OfAttempt)
  | ({
      readonly type: "trial-results";
      readonly observations: readonly Observation[];
    } & OfAttempt)
  /** Written before the runner is asked to stop the trial. */
  | ({
      readonly type: "stop-requested";
      readonly intent: StopIntent;
      readonly reason: string;
    } & OfAttempt)
  | {
      readonly type: "experiment-ended";
      readonly outcome: ExperimentOutcome;
      readonly reason?: string;
    };

/**
 * One change of an experiment, as it is stored. Everything else (the trials, the best one, a
 * timeline) is derived from the events in their order. `atMs` is when it was recorded, in
 * milliseconds since the epoch.
 */
export type ExperimentEvent = { readonly atMs: number } & Body;
