export { grid, type GridOptions } from "./candidates/grid.ts";
export { sobol, type SobolOptions } from "./candidates/sobol.ts";
export { uniform, type UniformOptions } from "./candidates/uniform.ts";
export { checkCandidate } from "./check-candidate.ts";
export { checkDefinition } from "./check-definition.ts";
export { defineExperiment } from "./define-experiment.ts";
export { percentileRule, type PercentileRuleOptions } from "./early-stopping/percentile-rule.ts";
export {
  successiveHalving,
  type SuccessiveHalvingOptions,
} from "./early-stopping/successive-halving.ts";
export type { EarlyStoppingStrategy } from "./early-stopping/early-stopping-strategy.ts";
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
export { bestArmOf, type BestArm } from "./experiment/best-arm.ts";
export { Experiment } from "./experiment/experiment.ts";
export type { Notice } from "./experiment/notice.ts";
export type { Objective } from "./experiment/objective.ts";
export type { Submission, TrialRecord } from "./experiment/trial-record.ts";
export type { ExperimentSummary } from "./loop/ending.ts";
export { Orchestrator } from "./loop/orchestrator.ts";
export type { OrchestratorEnvironment } from "./loop/orchestrator-environment.ts";
export type { OrchestratorEvent } from "./loop/turn.ts";
export { checkSpace } from "./space/check-space.ts";
export type {
  ChoiceParameter,
  FixedParameter,
  FloatParameter,
  IntParameter,
  Parameter,
  Scale,
} from "./space/parameter.ts";
export { searchSpace, type ParametersIn, type SearchSpace } from "./space/search-space.ts";
export type { ExperimentReader } from "./store/experiment-reader.ts";
export type { ExperimentStore, Owner } from "./store/experiment-store.ts";
export type { PendingRequest, Request } from "./store/request.ts";
export { MemoryStore, type MemoryStoreOptions } from "./store/memory-store.ts";
export type { FileSystemType } from "./store/sqlite/file-system-type.ts";
export { SqliteStore, type SqliteStoreOptions } from "./store/sqlite/sqlite-store.ts";
