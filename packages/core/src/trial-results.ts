/** One measured value. */
export type Observation = {
  /** The arm it belongs to; left out where the trial has one arm. */
  readonly armName?: string;
  readonly metric: string;
  readonly mean: number;
  /** Standard error of the mean; left out where it is not known. */
  readonly sem?: number;
  /** Progress at which it was measured (epoch, iteration, …); left out for a final value. */
  readonly step?: number;
};

/** What a trial has measured so far. */
export type TrialResults = {
  /** Whether no more observations will come. */
  readonly final: boolean;
  readonly observations: readonly Observation[];
};
