import type { Scale } from "../space/parameter.ts";

/**
 * The number that lies at `unit` (0 to 1) of the way between two bounds on a scale. Never outside
 * of them, and exactly the bounds at the ends.
 */
export function interpolate(
  [lower, upper]: readonly [number, number],
  scale: Scale,
  unit: number,
): number {
  if (unit <= 0) return lower;
  if (unit >= 1) return upper;
  const value =
    scale === "log"
      ? // Base 10, because it is decades that people look for.
        10 ** (Math.log10(lower) + unit * (Math.log10(upper) - Math.log10(lower)))
      : // Both ends weighed, because upper - lower may be more than a number can be.
        lower * (1 - unit) + upper * unit;
  return Math.min(Math.max(value, lower), upper);
}
