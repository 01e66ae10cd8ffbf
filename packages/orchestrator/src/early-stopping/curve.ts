import type { TrialRecord } from "../experiment/trial-record.ts";

/** Values of a metric over the steps at which they were measured, in the order of the steps. */
export type Curve = readonly { readonly step: number; readonly value: number }[];

/** What the trial has measured of a metric so far. Values without a step are no part of it. */
export function curveOf(trial: TrialRecord, metric: string): Curve {
  const points: { step: number; value: number }[] = [];
  for (const observation of trial.observations) {
    if (observation.metric !== metric || observation.step === undefined) continue;
    points.push({ step: observation.step, value: observation.mean });
  }
  return points.toSorted((a, b) => a.step - b.step);
}

/**
 * The value at a step, between two measured ones on the straight line through them; undefined
 * before the first and after the last.
 */
export function valueAt(curve: Curve, step: number): number | undefined {
  const after = curve.findIndex((point) => point.step >= step);
  const right = curve[after];
  if (right === undefined) return undefined;
  if (right.step === step) return right.value;
  const left = curve[after - 1];
  if (left === undefined) return undefined;
  const share = (step - left.step) / (right.step - left.step);
  return left.value + share * (right.value - left.value);
}
