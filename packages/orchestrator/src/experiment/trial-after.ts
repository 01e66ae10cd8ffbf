import { isTerminal, type ProcessIdentity } from "@runners/core";
import type { ExperimentEvent } from "./experiment-event.ts";
import type { Submission, TrialRecord } from "./trial-record.ts";

type TrialEvent = Exclude<
  ExperimentEvent,
  {
    type:
      | "experiment-started"
      | "experiment-resumed"
      | "definition-changed"
      | "trial-created"
      | "experiment-ended";
  }
>;

/** The trial after an event of its own. */
export function trialAfter(
  trial: TrialRecord,
  event: TrialEvent,
  driver: ProcessIdentity | undefined,
): TrialRecord {
  const { atMs } = event;
  switch (event.type) {
    case "submission-intended": {
      const { submissionKey, notAfterMs } = event;
      const { retryAtMs: _, ...rest } = trial;
      const submission = {
        submissionKey,
        state: "intended",
        intendedAtMs: atMs,
        notAfterMs,
        ...(driver && { driver }),
      } as const;
      return { ...rest, submission };
    }
    case "submission-deferred": {
      const { submission: _, ...rest } = trial;
      return { ...rest, reason: event.reason };
    }
    case "submission-absent": {
      const { submission: _, ...rest } = trial;
      return { ...rest, resubmitted: true, reason: event.evidence };
    }
    case "submission-unknown":
      return { ...inState(trial, "unknown"), reason: event.reason };
    case "submission-unresolved":
      return { ...inState(trial, "unresolved"), reason: event.reason };
    case "attempt-failed": {
      const {
        submission: _,
        resubmitted: __,
        stopRequested: ___,
        deployedAtMs: ____,
        duplicates: _____,
        ...rest
      } = trial;
      const { reason, details, retryAtMs } = event;
      return {
        ...rest,
        attempt: trial.attempt + 1,
        status: "CANDIDATE",
        statusSinceMs: atMs,
        runMetadata: {},
        observations: [],
        reason,
        retryAtMs,
        ...(details && { details }),
      };
    }
    case "trial-deployed": {
      const { reason: _, details: __, ...rest } = inState(trial, "deployed");
      return {
        ...rest,
        status: event.status,
        runMetadata: event.runMetadata,
        deployedAtMs: atMs,
        statusSinceMs: atMs,
        ...(event.details && { details: event.details }),
        ...(event.duplicates && { duplicates: event.duplicates }),
      };
    }
    case "trial-status": {
      const { reason: _, ...rest } = trial;
      return {
        ...rest,
        status: event.to,
        statusSinceMs: atMs,
        ...(event.reason !== undefined && { reason: event.reason }),
        ...(event.details && { details: { ...trial.details, ...event.details } }),
        ...(isTerminal(event.to) && { endedAtMs: atMs }),
      };
    }
    case "trial-results":
      return { ...trial, observations: event.observations };
    case "stop-requested": {
      const { intent, reason, force } = event;
      return { ...trial, stopRequested: { intent, reason, ...(force && { force }) } };
    }
  }
}

function inState(trial: TrialRecord, state: Submission["state"]): TrialRecord {
  return trial.submission === undefined
    ? trial
    : { ...trial, submission: { ...trial.submission, state } };
}
