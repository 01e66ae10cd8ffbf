import type { ExperimentDefinition, OrchestratorOptions } from "../experiment-definition.ts";

/** The options of the loop with their defaults. */
export type Settings = Required<OrchestratorOptions>;

export function settingsOf(definition: ExperimentDefinition): Settings {
  return {
    totalTrials: definition.totalTrials ?? Infinity,
    maxPendingTrials: definition.maxPendingTrials ?? 10,
    toleratedTrialFailureRate: definition.toleratedTrialFailureRate ?? 0.5,
    minFailedTrialsForFailureRateCheck: definition.minFailedTrialsForFailureRateCheck ?? 5,
    initSecondsBetweenPolls: definition.initSecondsBetweenPolls ?? 1,
    secondsBetweenPollsBackoffFactor: definition.secondsBetweenPollsBackoffFactor ?? 1.5,
    ttlSecondsForTrials: definition.ttlSecondsForTrials ?? Infinity,
    ttlSecondsForQueuedTrials: definition.ttlSecondsForQueuedTrials ?? Infinity,
    timeoutHours: definition.timeoutHours ?? Infinity,
    maxRetries: definition.maxRetries ?? 0,
    retryBackoffMs: definition.retryBackoffMs ?? 10_000,
    submitTimeoutMs: definition.submitTimeoutMs ?? 60_000,
    callTimeoutMs: definition.callTimeoutMs ?? 60_000,
    submissionGraceMs: definition.submissionGraceMs ?? 600_000,
    stopGraceMs: definition.stopGraceMs ?? 60_000,
    unknownGraceMs: definition.unknownGraceMs ?? 60_000,
    missingGraceMs: definition.missingGraceMs ?? 60_000,
    resultsGraceMs: definition.resultsGraceMs ?? 90_000,
  };
}
