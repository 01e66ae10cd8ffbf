import type {
  Arm,
  JsonObject,
  Observation,
  ProcessIdentity,
  RunMetadata,
  TrialDetails,
  TrialStatus,
} from "@runners/core";

/** Why a stop was asked for, and so what the trial is recorded as once it has stopped. */
export type StopIntent = "abandon" | "early-stop" | "fail";

/**
 * How an experiment ended.
 *
 * - `completed`: all its trials have ended.
 * - `failure-rate-exceeded`: more trials failed than are tolerated.
 * - `timed-out`: its time was up.
 * - `candidates-failed`: the source of candidates raised; what was running has ended.
 * - `unresolved`: of some submissions only a person can say what became of them.
 * - `drained`: somebody asked it to end; what was running has ended.
 */
export type ExperimentOutcome =
  | "completed"
  | "failure-rate-exceeded"
  | "timed-out"
  | "candidates-failed"
  | "unresolved"
  | "drained";

type OfAttempt = { readonly index: number; readonly attempt: number };

type Body =
  | {
      readonly type: "experiment-started";
      readonly name: string;
      /** What the submission keys of all its trials begin with. */
      readonly keyPrefix: string;
      /** What of the definition is data, to be compared when the experiment is resumed. */
      readonly definition: JsonObject;
      /** The process that drives from here on; left out where the system does not tell boots apart. */
      readonly driver?: ProcessIdentity;
    }
  /** Another driver goes on with it, whatever an earlier one ended with. */
  | {
      readonly type: "experiment-resumed";
      /** As of `experiment-started`. */
      readonly driver?: ProcessIdentity;
    }
  /** A changed definition was accepted for the rest of the experiment. */
  | { readonly type: "definition-changed"; readonly definition: JsonObject }
  | {
      readonly type: "trial-created";
      /** How many trials were created before. */
      readonly index: number;
      readonly kind: "trial" | "batch";
      readonly arms: readonly [Arm, ...Arm[]];
    }
  /** Written before the runner is called: from here on the trial may be on the backend. */
  | ({
      readonly type: "submission-intended";
      readonly submissionKey: string;
      /** Wall time (ms since the epoch) after which the submitter starts nothing any more. */
      readonly notAfterMs: number;
    } & OfAttempt)
  /** Not deployed, for certain; it will be submitted again. */
  | ({ readonly type: "submission-deferred"; readonly reason: string } & OfAttempt)
  /** May be deployed; it is looked up, never submitted blindly. */
  | ({ readonly type: "submission-unknown"; readonly reason: string } & OfAttempt)
  /** Proven not to be on the backend, nor on the way to it: it may be submitted once more. */
  | ({ readonly type: "submission-absent"; readonly evidence: string } & OfAttempt)
  /** Nothing but a person can find out what became of it. */
  | ({ readonly type: "submission-unresolved"; readonly reason: string } & OfAttempt)
  | ({
      readonly type: "trial-deployed";
      readonly status: "STAGED" | "RUNNING";
      readonly runMetadata: RunMetadata;
      /** Set where it was found on the backend instead of being deployed now. */
      readonly reattached?: true;
      readonly details?: TrialDetails;
      /** Further jobs of the same submission, which are to be stopped. */
      readonly duplicates?: readonly RunMetadata[];
    } & OfAttempt)
  /** The attempt failed; the trial is a candidate again, as the next attempt. */
  | ({
      readonly type: "attempt-failed";
      readonly reason: string;
      readonly details?: TrialDetails;
      /** Not before this wall time (ms since the epoch). */
      readonly retryAtMs: number;
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
      /** Whether these are all; otherwise the trial is still running. */
      readonly final: boolean;
      readonly observations: readonly Observation[];
    } & OfAttempt)
  /** Written before the runner is asked to stop the trial. */
  | ({
      readonly type: "stop-requested";
      readonly intent: StopIntent;
      readonly reason: string;
      /** Set where the first request was, or a further one is, to stop it by force. */
      readonly force?: true;
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
