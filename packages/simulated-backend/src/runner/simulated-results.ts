import { type BaseTrial, type Observation, RunnerError, type TrialResults } from "@runners/core";
import type { Evaluate, Evaluation } from "./evaluate.ts";

/** How far a trial has come. */
export type Progress = {
  /** The steps that it has done. */
  readonly steps: number;
  /** Whether it will do no more. */
  readonly ended: boolean;
  /** Whether it has done all, and so has final values. */
  readonly complete: boolean;
};

/**
 * What a trial has measured so far: a value for each step where there are several, and a final one
 * once it is complete.
 *
 * @param steps how many steps there are
 * @throws {RunnerError} `INVALID_RESULTS` for a value that is not a finite number
 */
export async function simulatedResults<P>(
  trial: BaseTrial<P>,
  progress: Progress,
  steps: number,
  evaluate: Evaluate<P>,
): Promise<TrialResults> {
  const observations: Observation[] = [];
  const trialIndex = trial.index;
  for (const { name, parameters } of trial.arms) {
    const arm = trial.kind === "batch" && name !== undefined ? { armName: name } : {};
    const first = steps === 1 ? 2 : 1;
    for (let step = first; step <= progress.steps; step += 1) {
      const given = evaluate(parameters, { step, trialIndex });
      // To wait for what is there already costs more than most functions.
      const values = valuesOf(trial, isPromise(given) ? await given : given);
      for (const [metric, mean] of values) observations.push({ ...arm, metric, mean, step });
    }
    if (!progress.complete) continue;
    const values = valuesOf(trial, await evaluate(parameters, { step: steps, trialIndex }));
    for (const [metric, mean] of values) observations.push({ ...arm, metric, mean });
  }
  return { final: progress.ended, observations };
}

function isPromise<T>(given: T | PromiseLike<T>): given is PromiseLike<T> {
  return typeof given === "object" && given !== null && "then" in given;
}

function valuesOf(
  trial: BaseTrial<unknown>,
  evaluation: Evaluation,
): readonly (readonly [string, number])[] {
  const values =
    typeof evaluation === "number"
      ? [["objective", evaluation] as const]
      : Object.entries(evaluation);
  for (const [metric, mean] of values) {
    if (Number.isFinite(mean)) continue;
    throw new RunnerError(
      "INVALID_RESULTS",
      `evaluate gave ${String(mean)} as ${metric} of trial ${trial.index}; give a finite number.`,
      { trialIndex: trial.index },
    );
  }
  return values;
}
