import {
  runAll,
  RunnerError,
  type Clock,
  type Runner,
  type RunMultipleOptions,
  type RunOutcome,
} from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { TimeLimit } from "./time-limit.ts";

export type SubmitOptions = Omit<RunMultipleOptions, "signal"> & {
  readonly clock: Clock;
  /** How long a call of the runner may take. */
  readonly limit: TimeLimit;
  readonly signal: AbortSignal;
};

/**
 * Deploys the trials, and has an outcome for each in bounded time. Of a call that takes too long it
 * is unknown what became of it; the others keep their outcomes, and what was not tried is deferred.
 */
export async function submit(
  runner: Runner,
  trials: readonly TrialRecord[],
  options: SubmitOptions,
): Promise<ReadonlyMap<number, RunOutcome>> {
  if (runner.runMultiple !== undefined) return submitBatch(runner, trials, options);
  const outcomes = new Map<number, RunOutcome>();
  let full: RunOutcome | undefined;
  for (const trial of trials) {
    const outcome = full ?? (await submitBatch(runner, [trial], options)).get(trial.index);
    if (outcome === undefined) continue;
    outcomes.set(trial.index, outcome);
    // A backend that took no more would only be asked in vain.
    if (outcome.outcome === "deferred") full = outcome;
  }
  return outcomes;
}

async function submitBatch(
  runner: Runner,
  trials: readonly TrialRecord[],
  options: SubmitOptions,
): Promise<ReadonlyMap<number, RunOutcome>> {
  const { clock, limit, signal, ...rest } = options;
  if (clock.now() > (rest.notAfterMs ?? Infinity)) return new Map(trials.map(tooLate));
  try {
    return await limit.within(
      (calling) => runAll(runner, trials, { ...rest, signal: calling }),
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    return new Map(trials.map((trial) => [trial.index, unknown(trial, limit.limitMs, error)]));
  }
}

/** Too much time has passed since the intent: this process was suspended, or others took long. */
function tooLate({ index }: TrialRecord): [number, RunOutcome] {
  return [index, { outcome: "deferred", reason: "its time to be submitted had passed" }];
}

function unknown({ index }: TrialRecord, limitMs: number, cause: unknown): RunOutcome {
  const message = `The runner did not say within ${limitMs} ms whether trial ${index} was deployed.`;
  const error = new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex: index, cause });
  return { outcome: "unknown", error };
}
