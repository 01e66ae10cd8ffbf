import type { RunOutcome } from "./run-outcome.ts";
import { RunnerError } from "./runner-error.ts";
import type { Runner, RunMultipleOptions } from "./runner.ts";
import type { BaseTrial } from "./trial.ts";

/**
 * Deploys many trials: by the runner's own `runMultiple`, else by `run`, one after another.
 *
 * Has an outcome for each trial and never rejects: one that fails does not hide those that started.
 * Once the backend says `NO_CAPACITY`, or the signal is aborted, the rest is `deferred`.
 */
export async function runAll<P>(
  runner: Runner<P>,
  trials: Iterable<BaseTrial<P>>,
  options: RunMultipleOptions = {},
): Promise<ReadonlyMap<number, RunOutcome>> {
  const all = [...trials];
  if (runner.runMultiple !== undefined) return runMultiple(runner, all, options);
  const { signal, notAfterMs, timeLimitMs, submissionKeys } = options;
  const outcomes = new Map<number, RunOutcome>();
  let deferred: string | undefined;
  for (const trial of all) {
    if (signal?.aborted) deferred ??= `aborted: ${describe(signal.reason)}`;
    if (deferred !== undefined) {
      outcomes.set(trial.index, { outcome: "deferred", reason: deferred });
      continue;
    }
    const submissionKey = submissionKeys?.get(trial.index);
    const outcome = await runOne(runner, trial, {
      signal,
      notAfterMs,
      timeLimitMs,
      submissionKey,
    });
    if (outcome.outcome === "deferred") deferred = outcome.reason;
    outcomes.set(trial.index, outcome);
  }
  return outcomes;
}

async function runOne<P>(
  runner: Runner<P>,
  trial: BaseTrial<P>,
  options: Parameters<Runner<P>["run"]>[1],
): Promise<RunOutcome> {
  try {
    return { outcome: "started", runMetadata: await runner.run(trial, options) };
  } catch (error) {
    return outcomeOfError(error, trial.index, options?.signal);
  }
}

async function runMultiple<P>(
  runner: Runner<P>,
  trials: readonly BaseTrial<P>[],
  options: RunMultipleOptions,
): Promise<ReadonlyMap<number, RunOutcome>> {
  const outcomes = new Map<number, RunOutcome>();
  let failure: unknown;
  try {
    for (const [index, outcome] of (await runner.runMultiple?.(trials, options)) ?? []) {
      outcomes.set(index, outcome);
    }
  } catch (error) {
    failure = error;
  }
  for (const { index } of trials) {
    if (!outcomes.has(index)) outcomes.set(index, withoutOutcome(index, failure));
  }
  return outcomes;
}

/** A batch that rejected as a whole, or forgot a trial: whether it was deployed cannot be known. */
function withoutOutcome(trialIndex: number, cause: unknown): RunOutcome {
  const message =
    cause === undefined
      ? `The runner's runMultiple gave no outcome for trial ${trialIndex}; look the submission up.`
      : `The runner's runMultiple rejected, so trial ${trialIndex} may be deployed: ${describe(cause)}`;
  const error = new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex });
  return { outcome: "unknown", error };
}

/**
 * The outcome that a rejected `run` stands for. Only an error that a runner made on purpose says
 * that nothing was started; any other, the reason of an abort and a time-out among them, may have
 * come up after the backend had the job.
 */
function outcomeOfError(error: unknown, trialIndex: number, signal?: AbortSignal): RunOutcome {
  if (RunnerError.is(error, "SUBMISSION_UNKNOWN")) return { outcome: "unknown", error };
  const aborted = signal?.aborted === true && error === signal.reason;
  if (aborted || !RunnerError.is(error) || error.code === "TIMEOUT") {
    const message = `Trial ${trialIndex} may be deployed or not: ${describe(error)}`;
    const unknown = new RunnerError("SUBMISSION_UNKNOWN", message, { cause: error, trialIndex });
    return { outcome: "unknown", error: unknown };
  }
  if (error.code === "NO_CAPACITY") return { outcome: "deferred", reason: error.message };
  return { outcome: "rejected", error };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
