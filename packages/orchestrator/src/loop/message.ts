import type { RunOutcome, RunMetadata, TrialEvent, TrialResults } from "@runners/core";
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
  | { readonly type: "found"; readonly index: number; readonly runMetadata: RunMetadata }
  | { readonly type: "not-found"; readonly index: number; readonly reason: string }
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
  | { readonly type: "ask-again" }
  | { readonly type: "stop-submitting"; readonly reason: string }
  | { readonly type: "stop-trials"; readonly reason: string; readonly force: boolean }
  | { readonly type: "task-failed"; readonly error: unknown };
