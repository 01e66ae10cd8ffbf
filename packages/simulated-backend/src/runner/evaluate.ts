/** Measured values by metric; a bare number is that of the metric `objective`. */
export type Evaluation = number | { readonly [metric: string]: number };

/**
 * What a trial measures at a step. It must depend on its arguments alone: which step is evaluated
 * when, and how often, is not said.
 */
export type Evaluate<P> = (
  parameters: P,
  context: {
    /** How far the trial has come, from 1 to the runner's `steps`. */
    readonly step: number;
    readonly trialIndex: number;
  },
) => Evaluation | Promise<Evaluation>;
