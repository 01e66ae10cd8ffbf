import { pollCases, type PollCaseId } from "./cases/poll-cases.ts";
import type { ConformanceCases } from "./conformance-case.ts";

/** The id of a case of the conformance suite: `<section>/<rule>`. */
export type ConformanceCaseId = PollCaseId;

/** All cases of the suite, in the order in which they run. */
export const conformanceCases: ConformanceCases<ConformanceCaseId> = {
  ...pollCases,
};
