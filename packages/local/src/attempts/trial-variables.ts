/** An environment variable that every trial gets. */
export type TrialVariable =
  | "RUNNERS_PARAMETERS"
  | "RUNNERS_RESULTS"
  | "RUNNERS_CHECKPOINT_DIR"
  | "RUNNERS_TRIAL_INDEX"
  | "RUNNERS_ATTEMPT"
  | "RUNNERS_SUBMISSION_KEY";

export const trialVariables: readonly TrialVariable[] = [
  "RUNNERS_PARAMETERS",
  "RUNNERS_RESULTS",
  "RUNNERS_CHECKPOINT_DIR",
  "RUNNERS_TRIAL_INDEX",
  "RUNNERS_ATTEMPT",
  "RUNNERS_SUBMISSION_KEY",
];
