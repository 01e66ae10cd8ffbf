import { RunnerError } from "@runners/core";

/** The error for an index under which nothing was ever submitted. */
export function unknownTrial(trialIndex: number): RunnerError {
  return new RunnerError(
    "INVALID_ARGUMENT",
    `Trial ${trialIndex} not found in simulator. Give the index of a trial that was run on it.`,
    { trialIndex },
  );
}
