import type {
  BaseTrial,
  Observation,
  ProcessIdentity,
  RunMetadata,
  TrialDetails,
} from "@runners/core";
import type { StopIntent } from "./experiment-event.ts";

/** The submission of the current attempt. */
export type Submission = {
  readonly submissionKey: string;
  /** `unresolved`: only a person can say what became of it. */
  readonly state: "intended" | "unknown" | "unresolved" | "deployed";
  /** When the intent was recorded, in milliseconds since the epoch. */
  readonly intendedAtMs: number;
  /** Wall time (ms since the epoch) after which the submitter starts nothing any more. */
  readonly notAfterMs: number;
  /** The driver that recorded the intent, where that is known. */
  readonly driver?: ProcessIdentity;
};

/** All that is known of one trial; also the view of it that a runner gets. */
export type TrialRecord = BaseTrial & {
  readonly submission?: Submission;
  /** Whether a submission of this attempt was proven absent before, and so submitted once more. */
  readonly resubmitted?: true;
  /** A candidate that is submitted not before this wall time (ms since the epoch). */
  readonly retryAtMs?: number;
  readonly stopRequested?: {
    readonly intent: StopIntent;
    readonly reason: string;
    readonly force?: true;
  };
  /** Why it has the status it has. */
  readonly reason?: string;
  /** The backend's latest account of it. */
  readonly details?: TrialDetails;
  readonly observations: readonly Observation[];
  /** Further jobs of the same submission, which were to be stopped. */
  readonly duplicates?: readonly RunMetadata[];
  /** When it was recorded that …, in milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly deployedAtMs?: number;
  /** Since when it has the status that it has. */
  readonly statusSinceMs: number;
  readonly endedAtMs?: number;
};
