export { checkDefinition } from "./check-definition.ts";
export { defineExperiment } from "./define-experiment.ts";
export type {
  Candidate,
  Candidates,
  CandidateSource,
  ExperimentDefinition,
  OrchestratorOptions,
} from "./experiment-definition.ts";
export type {
  ExperimentEvent,
  ExperimentOutcome,
  StopIntent,
} from "./experiment/experiment-event.ts";
export { Experiment, type BestArm } from "./experiment/experiment.ts";
export type { Notice } from "./experiment/notice.ts";
export type { Objective } from "./experiment/objective.ts";
export type { Submission, TrialRecord } from "./experiment/trial-record.ts";
export type { ExperimentSummary } from "./loop/loop.ts";
export { Orchestrator, type OrchestratorEnvironment } from "./loop/orchestrator.ts";
export type { OrchestratorEvent } from "./loop/turn.ts";
export type { ExperimentStore } from "./store/experiment-store.ts";
export { MemoryStore } from "./store/memory-store.ts";
