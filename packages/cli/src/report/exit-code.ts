import type { ExperimentOutcome } from "@runners/orchestrator";

/** What the process ends with, by how the experiment ended. */
export const exitCodes: Readonly<Record<ExperimentOutcome, number>> = {
  completed: 0,
  "failure-rate-exceeded": 1,
  "timed-out": 1,
  "candidates-failed": 1,
  unresolved: 3,
  drained: 130,
};

/** Bad usage or input: nothing was started. */
export const badUsage = 2;

/** Another driver has the experiment: this one was not let in, or was taken over from. */
export const notOwner = 4;
