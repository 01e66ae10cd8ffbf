import {
  type Arm,
  type BaseTrial,
  type Observation,
  RunnerError,
  type TrialResults,
} from "@runners/core";
import { showValue } from "../show-value.ts";
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

type Measured = Observation & { readonly step: number };

/** What one arm of a trial has measured at each step, from the first one on. */
type Kept = { readonly trialIndex: number; readonly steps: (readonly Measured[])[] };

/** What trials have measured. Whoever looks again has only those steps evaluated that are new. */
export class SimulatedResults<P> {
  readonly #steps: number;
  readonly #evaluate: Evaluate<P>;
  readonly #kept = new WeakMap<Arm<P>, Kept>();

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
      const { steps } = this.#keptOf(arm, trial.index);
      for (let step = 1; step <= progress.steps; step += 1) {
        let values = steps[step - 1];
        if (values === undefined) {
          const given = this.#evaluate(arm.parameters, { step, trialIndex: trial.index });
          // To wait for what is there already costs more than most functions.
          values = observed(trial, arm, isPromise(given) ? await given : given, step);
          steps[step - 1] = values;
        }
        if (this.#steps > 1) for (const value of values) observations.push(value);
      }
      if (!progress.complete) continue;
      for (const { step: _, ...value } of steps[this.#steps - 1] ?? []) observations.push(value);
    }
    return { final: progress.ended, observations };
  }

  #keptOf(arm: Arm<P>, trialIndex: number): Kept {
    const before = this.#kept.get(arm);
    if (before?.trialIndex === trialIndex) return before;
    const kept = { trialIndex, steps: [] };
    this.#kept.set(arm, kept);
    return kept;
  }
}

function isPromise<T>(given: T | PromiseLike<T>): given is PromiseLike<T> {
  return typeof given === "object" && given !== null && "then" in given;
}

/** Frozen, as whoever looks again is given it again. */
function observed<P>(
  trial: BaseTrial<P>,
  { name }: Arm<P>,
  evaluation: Evaluation,
  step: number,
): readonly Measured[] {
  if (typeof evaluation !== "number" && !isByMetric(evaluation)) {
    const remedy = "give a finite number, or such by metric";
    throw invalid(
      trial,
      `evaluate gave ${showValue(evaluation)} for trial ${trial.index}; ${remedy}.`,
    );
  }
  const values = typeof evaluation === "number" ? { objective: evaluation } : evaluation;
  const whose = trial.kind === "batch" && name !== undefined ? { armName: name } : {};
  return Object.entries(values).map(([metric, mean]) => {
    if (Number.isFinite(mean)) return Object.freeze({ ...whose, metric, mean, step });
    const what = `evaluate gave ${showValue(mean)} as ${metric} of trial ${trial.index}`;
    throw invalid(trial, `${what}; give a finite number.`);
  });
}

/** Whether there may be numbers in it; what types promise, code without them may not keep. */
function isByMetric(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid({ index }: { readonly index: number }, message: string): RunnerError {
  return new RunnerError("INVALID_RESULTS", message, { trialIndex: index });
}
