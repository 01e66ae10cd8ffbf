import { eventCases, type EventCaseId } from "./cases/event-cases.ts";
import { ownerCases, type OwnerCaseId } from "./cases/owner-cases.ts";
import { requestCases, type RequestCaseId } from "./cases/request-cases.ts";
import { staleCases, type StaleCaseId } from "./cases/stale-cases.ts";
import type { StoreCases } from "./store-case.ts";

/** The id of a case of the suite: `<section>/<rule>`. */
export type StoreCaseId = EventCaseId | OwnerCaseId | StaleCaseId | RequestCaseId;

/** All cases of the suite, in the order in which they run. */
export const storeCases: StoreCases<StoreCaseId> = {
  ...eventCases,
  ...ownerCases,
  ...staleCases,
  ...requestCases,
};
