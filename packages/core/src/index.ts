export { checkSubmissionKey } from "./check-submission-key.ts";
export type { Clock } from "./clock/clock.ts";
export { systemClock } from "./clock/system-clock.ts";
export { VirtualClock } from "./clock/virtual-clock.ts";
export { deriveSubmissionKey } from "./derive-submission-key.ts";
export { isSubmissionKey } from "./is-submission-key.ts";
export type { JsonObject, JsonValue } from "./json.ts";
export { plainText } from "./logs/plain-text.ts";
export { readLogLines } from "./logs/read-log-lines.ts";
export { redact, secretTexts } from "./logs/redact.ts";
export { tailOfLog } from "./logs/tail-of-log.ts";
export { checkOptions } from "./options/check-options.ts";
export type { OptionRule, OptionRules } from "./options/option-rules.ts";
export type { TrialEvent } from "./polling/trial-event.ts";
export type { WatchOptions } from "./polling/watch-options.ts";
export { watchTrials } from "./polling/watch-trials.ts";
export type { ProcessIdentity } from "./process/process-identity.ts";
export type { ProcessList } from "./process/process-list.ts";
export type { ProcessTable } from "./process/process-table.ts";
export { systemProcesses } from "./process/system-processes.ts";
export { runAll } from "./run-all.ts";
export type { RunOutcome } from "./run-outcome.ts";
export type {
  CallOptions,
  ParametersMarker,
  ParametersOf,
  PolledStatuses,
  ReadLogsOptions,
  Runner,
  RunMultipleOptions,
  RunOptions,
  StopOptions,
} from "./runner.ts";
export { RunnerError, type RunnerErrorCode } from "./runner-error.ts";
export type { SubmissionGuarantee, SubmissionLookup } from "./submission.ts";
export type {
  Arm,
  BaseTrial,
  BatchTrial,
  ExperimentView,
  Parameterization,
  ParameterValue,
  RunMetadata,
  Trial,
} from "./trial.ts";
export type { TrialDetails } from "./trial-details.ts";
export type { Observation, TrialResults } from "./trial-results.ts";
export {
  expectsData,
  isDeployed,
  isTerminal,
  TrialStatus,
  type PolledStatus,
  type TerminalStatus,
} from "./trial-status.ts";
export { unlessAborted } from "./unless-aborted.ts";
export { wrapRunner } from "./wrap-runner.ts";
