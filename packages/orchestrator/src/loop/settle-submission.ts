import {
  RunnerError,
  type Clock,
  type Runner,
  type RunOptions,
  type SubmissionLookup,
  type TrialDetails,
} from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import { isFault } from "./is-fault.ts";
import { messageOf } from "./message-of.ts";
import type { Message } from "./message.ts";
import type { TimeLimit } from "./time-limit.ts";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Finds out what became of a submission that may or may not have reached the backend: the crash of
 * a driver between intent and answer, or an answer that was lost.
 *
 * Where equal keys deploy once, submitting again under the same key answers it. Elsewhere the
 * backend is asked for the key, at once. Found: that is the trial. Not found: first nothing may be
 * on its way any more, so the time within which a submitter must have ended is waited out, on this
 * process's own clock; then two answers "absent", as far apart as the backend needs to show a
 * submission, prove that there is none. An answer that is no answer, or takes too long, proves
 * nothing. What cannot be found out in `graceMs` is left to a person.
 */
export async function settleSubmission(
  runner: Runner,
  trial: TrialRecord,
  options: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    /** How long a submission may take. */
    readonly limit: TimeLimit;
    /** Time from now on within which a submission may still begin, or go on. */
    readonly fenceMs: number;
    readonly graceMs: number;
    readonly timeLimitMs: number | undefined;
  },
): Promise<Message> {
  const { clock, signal, limit, fenceMs, graceMs, timeLimitMs } = options;
  const { index } = trial;
  const key = trial.submission?.submissionKey ?? "";
  const exact = runner.submissionGuarantee === "exact";
  if (!exact && runner.findSubmission === undefined) {
    return unresolved(trial, "its runner cannot look submissions up");
  }
  const calling = { clock, signal, limit };
  let doubtfulSinceMs = clock.monotonic();
  const fencedAtMs = doubtfulSinceMs + fenceMs;
  const visibilityMs = runner.submissionVisibilityMs ?? 0;
  let absentSinceMs: number | undefined;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const askedAtMs = clock.monotonic();
    const answer = exact
      ? await submitAgain(runner, trial, { submissionKey: key, timeLimitMs }, calling)
      : await lookUp(runner, trial, key, signal);
    if (answer.outcome === "fault") return { type: "fault", error: answer.error };
    if (answer.outcome === "found") {
      const { found } = answer;
      const details = await detailsOf(runner, { ...trial, runMetadata: found[0] }, signal);
      return { type: "found", index, found, details };
    }
    let nextMs = askedAtMs + waitMs;
    if (answer.outcome === "absent") {
      if (exact) return { type: "refused", index, reason: answer.evidence };
      if (askedAtMs < fencedAtMs) {
        nextMs = fencedAtMs;
      } else if (absentSinceMs === undefined) {
        absentSinceMs = askedAtMs;
        nextMs = askedAtMs + visibilityMs;
      } else if (askedAtMs >= absentSinceMs + visibilityMs) {
        return { type: "absent", index, evidence: answer.evidence };
      }
    } else if (answer.outcome === "full") {
      // No doubt: it was not deployed before, nor was it now.
      doubtfulSinceMs = clock.monotonic();
    } else {
      absentSinceMs = undefined;
      if (askedAtMs - doubtfulSinceMs >= graceMs) return unresolved(trial, answer.reason);
    }
    await clock.sleep(nextMs - clock.monotonic(), { signal });
  }
}

function unresolved(trial: TrialRecord, reason: string): Message {
  return { type: "unresolved", index: trial.index, reason };
}

/** The runner cannot do it as it is set up. */
type Fault = { readonly outcome: "fault"; readonly error: RunnerError };

async function submitAgain(
  runner: Runner,
  trial: TrialRecord,
  options: RunOptions,
  calling: { readonly clock: Clock; readonly signal: AbortSignal; readonly limit: TimeLimit },
): Promise<SubmissionLookup | Fault | { readonly outcome: "full" }> {
  const { clock, signal, limit } = calling;
  const notAfterMs = clock.now() + limit.limitMs;
  try {
    const runMetadata = await limit.within(
      (aborting) => runner.run(trial, { ...options, notAfterMs, signal: aborting }),
      signal,
    );
    return { outcome: "found", found: [runMetadata] };
  } catch (error) {
    signal.throwIfAborted();
    if (RunnerError.is(error, "NO_CAPACITY")) return { outcome: "full" };
    const reason = messageOf(error);
    if (RunnerError.is(error, "INVALID_TRIAL")) return { outcome: "absent", evidence: reason };
    // Whether it was deployed when the settings were others, this does not say.
    if (RunnerError.is(error) && isFault(error)) return { outcome: "fault", error };
    return { outcome: "unknown", reason };
  }
}

async function lookUp(
  runner: Runner,
  trial: TrialRecord,
  submissionKey: string,
  signal: AbortSignal,
): Promise<SubmissionLookup | Fault> {
  const nobody = { outcome: "unknown", reason: "its runner cannot look submissions up" } as const;
  try {
    return (await runner.findSubmission?.(trial, submissionKey, { signal })) ?? nobody;
  } catch (error) {
    signal.throwIfAborted();
    if (RunnerError.is(error) && isFault(error)) return { outcome: "fault", error };
    return { outcome: "unknown", reason: messageOf(error) };
  }
}

/** Since when it has run, among others; without it, it counts from now. */
async function detailsOf(
  runner: Runner,
  trial: TrialRecord,
  signal: AbortSignal,
): Promise<TrialDetails | undefined> {
  try {
    const details = await runner.pollTrialDetails?.([trial], { signal });
    return details?.get(trial.index);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
