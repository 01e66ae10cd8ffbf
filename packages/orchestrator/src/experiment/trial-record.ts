import type { BaseTrial, Observation, TrialDetails } from "@runners/core";
import type { StopIntent } from "./experiment-event.ts";

/** The submission of the current attempt. */
export type Submission = {
  readonly submissionKey: string;
  readonly state: "intended" | "unknown" | "deployed";
  /** When the intent was recorded, in milliseconds since the epoch. */
  readonly intendedAtMs: number;
};

/** All that is known of one trial; also the view of it that a runner gets. */
export type TrialRecord = BaseTrial & {
  readonly submission?: Submission;
  readonly stopRequested?: { readonly intent: StopIntent; readonly reason: string };
  /** Why it has the status it has. */
  readonly reason?: string;
  /** The backend's latest account of it. */
  readonly details?: TrialDetails;
  readonly observations: readonly Observation[];
  /** When it was recorded that …, in milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly deployedAtMs?: number;
  readonly endedAtMs?: number;
};
