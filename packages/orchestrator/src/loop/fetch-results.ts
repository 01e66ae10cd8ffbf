import { RunnerError, type Clock, type Runner, type TrialResults } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Message } from "./message.ts";

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/**
 * Reads the final results of an ended trial, again and again until they are final or `graceMs` is
 * over. Says once when it does not work at first.
 */
export async function fetchFinalResults(
  runner: Runner,
  trial: TrialRecord,
  options: {
    readonly clock: Clock;
    readonly graceMs: number;
    readonly signal: AbortSignal;
    readonly say: (message: Message) => void;
  },
): Promise<Message> {
  const { clock, graceMs, signal, say } = options;
  const { index } = trial;
  const startedAtMs = clock.monotonic();
  let waitMs = firstWaitMs;
  for (let round = 0; ; round += 1) {
    const answer = await attempt(runner, trial, signal);
    if ("results" in answer && answer.results.final) {
      return { type: "results", index, results: answer.results };
    }
    const error = "error" in answer ? answer.error : notFinal(trial, answer.results);
    if (RunnerError.is(error, "INVALID_RESULTS")) {
      return { type: "results-failed", index, error, invalid: true };
    }
    const leftMs = startedAtMs + graceMs - clock.monotonic();
    if (leftMs <= 0) return { type: "results-failed", index, error, invalid: false };
    if (round === 0) say({ type: "results-delayed", index, error });
    await clock.sleep(Math.min(waitMs, leftMs), { signal });
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

async function attempt(
  runner: Runner,
  trial: TrialRecord,
  signal: AbortSignal,
): Promise<{ readonly results: TrialResults } | { readonly error: unknown }> {
  try {
    const results = await runner.fetchResults?.(trial, { signal });
    return { results: results ?? { final: true, observations: [] } };
  } catch (error) {
    signal.throwIfAborted();
    return { error };
  }
}

function notFinal(trial: TrialRecord, { observations }: TrialResults): RunnerError {
  const message = `Trial ${trial.index} has ended, but its results are not final yet (${observations.length} observations so far).`;
  return new RunnerError("BACKEND", message, { trialIndex: trial.index });
}
