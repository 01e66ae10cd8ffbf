import type { Kernel } from "./formula.ts";

/** The kernel of a function with one value. */
export function single(value: (points: Float64Array, at: number) => number): Kernel {
  return (points, at, results, to) => {
    results[to] = value(points, at);
  };
}
