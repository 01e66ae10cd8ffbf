import type {
  RunMetadata,
  RunnerError,
  RunOutcome,
  TrialDetails,
  TrialEvent,
  TrialResults,
} from "@runners/core";
import type { Request } from "../store/request.ts";
import type { Candidate } from "../experiment-definition.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";

/** What a task of the loop reports back to it. */
export type Message =
  | { readonly type: "capacity"; readonly capacity: number }
  | { readonly type: "capacity-failed"; readonly error: unknown }
  | { readonly type: "candidate"; readonly candidate: Candidate }
  | { readonly type: "candidates-ended"; readonly error?: unknown }
  | {
      readonly type: "submitted";
      readonly trials: readonly TrialRecord[];
      readonly outcomes: ReadonlyMap<number, RunOutcome>;
    }
  | { readonly type: "watched"; readonly event: TrialEvent }
  /** What became of a submission that may or may not have reached the backend. */
  | {
      readonly type: "found";
      readonly index: number;
      readonly found: readonly [RunMetadata, ...RunMetadata[]];
      /** The backend's account of the first. */
      readonly details?: TrialDetails | undefined;
    }
  | { readonly type: "absent"; readonly index: number; readonly evidence: string }
  | { readonly type: "refused"; readonly index: number; readonly reason: string }
  | { readonly type: "unresolved"; readonly index: number; readonly reason: string }
  /** The runner can neither submit nor look submissions up, as it is set up. */
  | { readonly type: "fault"; readonly error: RunnerError }
  /** What running trials have measured so far. */
  | { readonly type: "progress"; readonly results: ReadonlyMap<number, TrialResults> }
  | { readonly type: "results"; readonly index: number; readonly results: TrialResults }
  | { readonly type: "results-delayed"; readonly index: number; readonly error: unknown }
  | {
      readonly type: "results-failed";
      readonly index: number;
      readonly error: unknown;
      /** Whether the results are there and cannot be right, so that waiting longer is no use. */
      readonly invalid: boolean;
    }
  | { readonly type: "stop-failed"; readonly index: number; readonly error: unknown }
  | { readonly type: "alarm" }
  | {
      readonly type: "request";
      readonly request: Request;
      /** Of one that lies in the store, until what follows from it is stored. */
      readonly id?: number;
    }
  | { readonly type: "task-failed"; readonly error: unknown };
