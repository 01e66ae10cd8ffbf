export type { ConformanceCaseId } from "./conformance/conformance-cases.ts";
export type {
  ConformanceHarness,
  ConformanceHooks,
  TrialFate,
} from "./conformance/conformance-harness.ts";
export type { ConformanceSuite, ConformanceWaiver } from "./conformance/conformance-suite.ts";
export { failedCases } from "./conformance/failed-cases.ts";
export { runnerConformance, type ConformanceSections } from "./conformance/runner-conformance.ts";
export {
  FakeBackend,
  type FakeBackendOptions,
  type FakeJobRef,
  type FakeLedgerEntry,
} from "./fake-backend.ts";
export { FakeHarness, type FakeHarnessOptions } from "./fake-harness.ts";
export type { FakeJob, FakeJobState } from "./fake-job.ts";
export { FakeRunner, type FakeRunnerOptions } from "./fake-runner.ts";
export { makeBatchTrial, makeTrial } from "./make-trial.ts";
export { SpyClock } from "./spy-clock.ts";
export { withoutMembers, type OptionalMember } from "./without-members.ts";
export type { AnswerOf, Fault, FaultableMember } from "./faults/fault.ts";
export type { FaultCall, FaultPlan } from "./faults/fault-plan.ts";
export { randomFaults, type FaultRates } from "./faults/random-faults.ts";
export { rewritePoll } from "./faults/rewrite-poll.ts";
export { withFaults } from "./faults/with-faults.ts";
