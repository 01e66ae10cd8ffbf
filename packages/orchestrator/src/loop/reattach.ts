import { RunnerError, type Clock, type Runner, type SubmissionLookup } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Message } from "./message.ts";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Finds out what became of a submission that may or may not have reached the backend.
 *
 * Where equal keys deploy once, asking again with the same key answers it. Elsewhere the backend is
 * asked for the key; what it does not find is given up, never submitted again.
 */
export async function reattach(
  runner: Runner,
  trial: TrialRecord,
  options: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Message> {
  const { clock, signal } = options;
  const { index } = trial;
  const key = trial.submission?.submissionKey ?? "";
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const answer =
      runner.submissionGuarantee === "exact"
        ? await submitAgain(runner, trial, key, signal)
        : await lookUp(runner, trial, key, signal);
    if (answer.outcome === "found") {
      return { type: "found", index, runMetadata: answer.found[0] };
    }
    if (answer.outcome === "absent") {
      const reason = `whether it was submitted could not be found out (${answer.evidence}); look for ${key} on the backend`;
      return { type: "not-found", index, reason };
    }
    await clock.sleep(waitMs, { signal });
  }
}

async function submitAgain(
  runner: Runner,
  trial: TrialRecord,
  submissionKey: string,
  signal: AbortSignal,
): Promise<SubmissionLookup> {
  try {
    const runMetadata = await runner.run(trial, { submissionKey, signal });
    return { outcome: "found", found: [runMetadata] };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    if (RunnerError.is(error, "INVALID_TRIAL") || RunnerError.is(error, "INVALID_ARGUMENT")) {
      return { outcome: "absent", evidence: reason };
    }
    return { outcome: "unknown", reason };
  }
}

async function lookUp(
  runner: Runner,
  trial: TrialRecord,
  submissionKey: string,
  signal: AbortSignal,
): Promise<SubmissionLookup> {
  if (runner.findSubmission === undefined) {
    return { outcome: "absent", evidence: "its runner cannot look submissions up" };
  }
  try {
    return await runner.findSubmission(trial, submissionKey, { signal });
  } catch (error) {
    signal.throwIfAborted();
    return { outcome: "unknown", reason: error instanceof Error ? error.message : String(error) };
  }
}
