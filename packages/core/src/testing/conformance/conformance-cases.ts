import { batchCases, type BatchCaseId } from "./cases/batch-cases.ts";
import { doubtCases, type DoubtCaseId } from "./cases/doubt-cases.ts";
import { logCases, type LogCaseId } from "./cases/log-cases.ts";
import { memberCases, type MemberCaseId } from "./cases/member-cases.ts";
import { planCases, type PlanCaseId } from "./cases/plan-cases.ts";
import { pollCases, type PollCaseId } from "./cases/poll-cases.ts";
import { queryCases, type QueryCaseId } from "./cases/query-cases.ts";
import { resumeCases, type ResumeCaseId } from "./cases/resume-cases.ts";
import { runCases, type RunCaseId } from "./cases/run-cases.ts";
import { stopCases, type StopCaseId } from "./cases/stop-cases.ts";
import { submissionCases, type SubmissionCaseId } from "./cases/submission-cases.ts";
import { waitCases, type WaitCaseId } from "./cases/wait-cases.ts";
import type { ConformanceCases } from "./conformance-case.ts";

/** The id of a case of the conformance suite: `<section>/<rule>`. */
export type ConformanceCaseId =
  | MemberCaseId
  | PlanCaseId
  | RunCaseId
  | PollCaseId
  | DoubtCaseId
  | ResumeCaseId
  | StopCaseId
  | BatchCaseId
  | SubmissionCaseId
  | QueryCaseId
  | WaitCaseId
  | LogCaseId;

/** All cases of the suite, in the order in which they run. */
export const conformanceCases: ConformanceCases<ConformanceCaseId> = {
  ...memberCases,
  ...planCases,
  ...runCases,
  ...pollCases,
  ...doubtCases,
  ...resumeCases,
  ...stopCases,
  ...batchCases,
  ...submissionCases,
  ...queryCases,
  ...waitCases,
  ...logCases,
};
