import type { TrialRecord } from "../experiment/trial-record.ts";
import { firstAtLeast } from "./first-at-least.ts";

type Point = { readonly step: number; readonly value: number };

/** Values of a metric over the steps at which they were measured, in the order of the steps. */
export type Curve = readonly Point[];

/** What the trial has measured of a metric so far. Values without a step are no part of it. */
export function curveOf(trial: TrialRecord, metric: string): Curve {
  const points: Point[] = [];
  let isOrdered = true;
  for (const observation of trial.observations) {
    const { step } = observation;
    if (observation.metric !== metric || step === undefined) continue;
    isOrdered &&= points.length === 0 || (points[points.length - 1] as Point).step <= step;
    points.push({ step, value: observation.mean });
  }
  // Most are given as they were measured.
  return isOrdered ? points : points.toSorted((a, b) => a.step - b.step);
}

/** The place of the first point at a step or after it. */
export function placeOf(curve: Curve, step: number): number {
  return firstAtLeast(curve, step, stepOf);
}

/**
 * The value at a step, between two measured ones on the straight line through them; undefined
 * before the first and after the last.
 */
export function valueAt(curve: Curve, step: number): number | undefined {
  const after = placeOf(curve, step);
  const right = curve[after];
  if (right === undefined) return undefined;
  if (right.step === step) return right.value;
  const left = curve[after - 1];
  if (left === undefined) return undefined;
  const share = (step - left.step) / (right.step - left.step);
  return left.value + share * (right.value - left.value);
}

function stepOf({ step }: Point): number {
  return step;
}
