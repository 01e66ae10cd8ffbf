/** Parameters that the runner fills in where a component declares them, and their kinds. */
export const runnerParameters: {
  readonly trial_idx: "int";
  readonly tracker_base: "str";
  readonly experiment_name: "str";
} = { trial_idx: "int", tracker_base: "str", experiment_name: "str" };

/** Name of a parameter that the runner fills in. */
export type RunnerParameter = keyof typeof runnerParameters;
