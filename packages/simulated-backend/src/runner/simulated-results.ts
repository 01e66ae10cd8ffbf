import {
  type Arm,
  type BaseTrial,
  type Observation,
  RunnerError,
  type TrialResults,
} from "@runners/core";
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

/** What one arm of a trial has measured, from its first step on. */
type Measured = { readonly trialIndex: number; readonly steps: (readonly Observation[])[] };

/** What trials have measured. Whoever looks again and again has each step evaluated once. */
export class SimulatedResults<P> {
  readonly #steps: number;
  readonly #evaluate: Evaluate<P>;
  readonly #measured = new WeakMap<Arm<P>, Measured>();

  /** @param steps how many steps there are */
  constructor(steps: number, evaluate: Evaluate<P>) {
    this.#steps = steps;
    this.#evaluate = evaluate;
  }

  /**
   * A value for each step where there are several, and a final one once the trial is complete.
   * @throws {RunnerError} `INVALID_RESULTS` for a value that is not a finite number
   */
  async of(trial: BaseTrial<P>, progress: Progress): Promise<TrialResults> {
    const observations: Observation[] = [];
    for (const arm of trial.arms) {
      const { steps } = this.#measuredBy(arm, trial.index);
      const done = this.#steps === 1 ? 0 : progress.steps;
      for (let step = 1; step <= done; step += 1) {
        let values = steps[step - 1];
        if (values === undefined) {
          const given = this.#evaluate(arm.parameters, { step, trialIndex: trial.index });
          // To wait for what is there already costs more than most functions.
          values = observed(trial, arm, isPromise(given) ? await given : given, step);
          steps[step - 1] = values;
        }
        for (const value of values) observations.push(value);
      }
      if (!progress.complete) continue;
      const last = { step: this.#steps, trialIndex: trial.index };
      observations.push(...observed(trial, arm, await this.#evaluate(arm.parameters, last)));
    }
    return { final: progress.ended, observations };
  }

  #measuredBy(arm: Arm<P>, trialIndex: number): Measured {
    const known = this.#measured.get(arm);
    if (known?.trialIndex === trialIndex) return known;
    const measured = { trialIndex, steps: [] };
    this.#measured.set(arm, measured);
    return measured;
  }
}

function isPromise<T>(given: T | PromiseLike<T>): given is PromiseLike<T> {
  return typeof given === "object" && given !== null && "then" in given;
}

function observed<P>(
  trial: BaseTrial<P>,
  { name }: Arm<P>,
  evaluation: Evaluation,
  step?: number,
): readonly Observation[] {
  const values = typeof evaluation === "number" ? { objective: evaluation } : evaluation;
  return Object.entries(values).map(([metric, mean]) => {
    if (!Number.isFinite(mean)) {
      throw new RunnerError(
        "INVALID_RESULTS",
        `evaluate gave ${String(mean)} as ${metric} of trial ${trial.index}; give a finite number.`,
        { trialIndex: trial.index },
      );
    }
    const arm = trial.kind === "batch" && name !== undefined && { armName: name };
    return { ...arm, metric, mean, ...(step !== undefined && { step }) };
  });
}
