/** A submission whose component writes results. */
export type TrackedSubmission = {
  readonly trialIndex: number;
  /** As `resolveTrackerBase` gives it. */
  readonly trackerBase: string;
  readonly submissionKey: string;
};
