import { isTerminal, RunnerError, type TrialStatus } from "@runners/core";
import type { TrialRecord } from "./trial-record.ts";

/**
 * What may follow a status. A requeue takes RUNNING back to STAGED; a trial that is never deployed
 * can only be given up; what has ended stays as it is. A new attempt begins as a candidate again.
 */
const next: Record<TrialStatus, readonly TrialStatus[]> = {
  CANDIDATE: ["STAGED", "RUNNING", "FAILED", "ABANDONED", "STALE"],
  STAGED: ["RUNNING", "COMPLETED", "FAILED", "ABANDONED", "EARLY_STOPPED"],
  RUNNING: ["STAGED", "COMPLETED", "FAILED", "ABANDONED", "EARLY_STOPPED"],
  COMPLETED: [],
  FAILED: [],
  ABANDONED: [],
  EARLY_STOPPED: [],
  STALE: [],
};

/** @throws {RunnerError} `INVALID_ARGUMENT` where the second record cannot follow the first */
export function checkTransition(before: TrialRecord, now: TrialRecord): void {
  if (isTerminal(before.status) && now.observations !== before.observations) {
    const message = `Trial ${now.index} is ${before.status} and measures no more.`;
    throw new RunnerError("INVALID_ARGUMENT", message, { trialIndex: now.index });
  }
  if (now.status === before.status || next[before.status].includes(now.status)) return;
  const newAttempt = now.attempt === before.attempt + 1 && now.status === "CANDIDATE";
  if (newAttempt && !isTerminal(before.status)) return;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `Trial ${now.index} is ${before.status} and cannot become ${now.status}; ` +
      `it can become ${next[before.status].join(", ") || "nothing else"}.`,
    { trialIndex: now.index },
  );
}
