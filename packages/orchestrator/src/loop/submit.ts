import {
  runAll,
  RunnerError,
  type Clock,
  type Runner,
  type RunMultipleOptions,
  type RunOutcome,
} from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";

/** Time that a runner has to say what became of the trials once its call was aborted. */
const lastWordsMs = 5_000;

/**
 * Deploys the trials, and has an outcome for each in bounded time: after `timeoutMs` the call is
 * aborted, and what it does not tell of soon then is unknown.
 */
export async function submit(
  runner: Runner,
  trials: readonly TrialRecord[],
  options: RunMultipleOptions & {
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  },
): Promise<ReadonlyMap<number, RunOutcome>> {
  const { clock, timeoutMs, signal, ...rest } = options;
  if (clock.now() > (rest.notAfterMs ?? Infinity)) return new Map(trials.map(tooLate));
  const call = new AbortController();
  const timer = new AbortController();
  const giveUp = (): void => {
    call.abort(signal.reason);
    timer.abort(signal.reason);
  };
  signal.addEventListener("abort", giveUp, { once: true });
  const timeOut = async (): Promise<ReadonlyMap<number, RunOutcome>> => {
    await clock.sleep(timeoutMs, { signal: timer.signal });
    call.abort(new RunnerError("TIMEOUT", `the submission took longer than ${timeoutMs} ms`));
    await clock.sleep(lastWordsMs, { signal: timer.signal });
    return new Map(trials.map((trial) => [trial.index, unknown(trial, timeoutMs)]));
  };
  const answer = runAll(runner, trials, { ...rest, signal: call.signal });
  const timedOut = timeOut();
  try {
    return await Promise.race([answer, timedOut]);
  } finally {
    signal.removeEventListener("abort", giveUp);
    timer.abort(settled);
    timedOut.catch(() => undefined);
  }
}

const settled = new Error("the submission has been answered");

/** This process was suspended between intent and submission. */
function tooLate({ index }: TrialRecord): [number, RunOutcome] {
  return [index, { outcome: "deferred", reason: "its time to be submitted had passed" }];
}

function unknown({ index }: TrialRecord, timeoutMs: number): RunOutcome {
  const message = `The runner did not say within ${timeoutMs} ms whether trial ${index} was deployed.`;
  const error = new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex: index });
  return { outcome: "unknown", error };
}
