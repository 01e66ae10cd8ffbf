import { numberAt } from "../number-at.ts";
import { square } from "../square.ts";

/** What the weld and the bar of a welded beam cost. */
export function weldedBeamCost(x: Float64Array, at: number): number {
  const x2 = numberAt(x, at + 1);
  const bar = 0.04811 * numberAt(x, at + 2) * numberAt(x, at + 3) * (14 + x2);
  return 1.10471 * square(numberAt(x, at)) * x2 + bar;
}

/** Shear stress in the weld; `polarFactor` is where the two forms of the problem differ. */
export function shearStress(x1: number, x2: number, x3: number, polarFactor: number): number {
  const moment = 6000 * (14 + x2 / 2);
  const radius = Math.sqrt(0.25 * (square(x2) + square(x1 + x3)));
  const polar = polarFactor * x1 * x2 * (square(x2) / 12 + 0.25 * square(x1 + x3));
  const primary = 6000 / (Math.sqrt(2) * x1 * x2);
  const secondary = (moment * radius) / polar;
  return Math.sqrt(square(primary) + (primary * secondary * x2) / radius + square(secondary));
}

/** Bending stress in the bar. */
export function bendingStress(x3: number, x4: number): number {
  return (6 * 6000 * 14) / (x4 * square(x3));
}
