import type { Observation } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import { firstAtLeast } from "./first-at-least.ts";

type Point = Observation & { readonly step: number };

/** Observations of one metric, in the order of their steps. */
export type Curve = readonly Point[];

/** What the trial has measured of a metric so far. What has no finite step is no part of it. */
export function curveOf({ observations }: TrialRecord, metric: string): Curve {
  const points = observations.filter(
    (one): one is Point => one.metric === metric && Number.isFinite(one.step),
  );
  // Most are given as they were measured.
  const isOrdered = points.every(({ step }, i) => i === 0 || (points[i - 1] as Point).step <= step);
  return isOrdered ? points : points.toSorted((a, b) => a.step - b.step);
}

/**
 * The value at a step, between two measured ones on the straight line through them; undefined
 * before the first and after the last.
 */
export function valueAt(curve: Curve, step: number): number | undefined {
  const after = firstAtLeast(curve, step, stepOf);
  const right = curve[after];
  if (right === undefined) return undefined;
  if (right.step === step) return right.mean;
  const left = curve[after - 1];
  if (left === undefined) return undefined;
  const share = (step - left.step) / (right.step - left.step);
  return left.mean + share * (right.mean - left.mean);
}

function stepOf({ step }: Point): number {
  return step;
}
