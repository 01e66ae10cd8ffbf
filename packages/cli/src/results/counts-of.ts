import { isTerminal, TrialStatus } from "@runners/core";
import type { Experiment } from "@runners/orchestrator";

/** How many trials have each status that any has, and how many have ended. */
export function countsOf(experiment: Experiment): {
  readonly ended: number;
  readonly byStatus: ReadonlyMap<TrialStatus, number>;
} {
  const counted = Object.values(TrialStatus)
    .map((status) => [status, experiment.count(status)] as const)
    .filter(([, count]) => count > 0);
  const ended = counted.reduce((sum, [status, n]) => sum + (isTerminal(status) ? n : 0), 0);
  return { ended, byStatus: new Map(counted) };
}
