import type { ExperimentOutcome } from "@runners/orchestrator";

const outcomes: Readonly<Record<ExperimentOutcome, string>> = {
  completed: "completed",
  "failure-rate-exceeded": "ended early, too many trials failed",
  "timed-out": "ended early, its time is up",
  "candidates-failed": "ended early",
  unresolved: "waits for a person",
  drained: "ended early",
};

/** How an experiment ended, for people: what follows its name. */
export function showOutcome(outcome: ExperimentOutcome): string {
  return outcomes[outcome];
}
