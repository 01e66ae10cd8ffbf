import type { BaseTrial, PolledStatus, PolledStatuses } from "@runners/core";

/**
 * What is polled where one trial runs at a time: a `RUNNING` trial below the highest running index
 * of its experiment is `COMPLETED`, whatever a backend would say; every other trial has its own
 * status. Trials that are `ABANDONED`, `FAILED` or `COMPLETED` are left out.
 *
 * @param trials trials of one experiment; the first one's view of it counts
 */
export function settleAllButLatest(trials: Iterable<BaseTrial<unknown>>): PolledStatuses {
  const polled = new Map<PolledStatus, Set<number>>();
  let latest: number | undefined;
  for (const { index, status, experiment } of trials) {
    latest ??= highest(experiment.runningTrialIndices);
    if (status === "ABANDONED" || status === "FAILED" || status === "COMPLETED") continue;
    const settled = status === "RUNNING" && index < latest ? "COMPLETED" : status;
    const indices = polled.get(settled);
    if (indices === undefined) polled.set(settled, new Set([index]));
    else indices.add(index);
  }
  return polled;
}

function highest(indices: Iterable<number>): number {
  let found = -1;
  for (const index of indices) if (index > found) found = index;
  return found;
}
