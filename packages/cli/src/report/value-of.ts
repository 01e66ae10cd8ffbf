import { bestArmOf, type Experiment, type TrialRecord } from "@runners/orchestrator";

/** The objective of a trial so far; of several arms the best one. */
export function valueOf(experiment: Experiment, trial: TrialRecord): number | undefined {
  return experiment.objective && bestArmOf(trial, experiment.objective)?.value;
}
