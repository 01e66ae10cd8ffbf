import type { Bounds } from "./bounds.ts";

/** The same bounds for each of `dim` parameters. */
export function cube(dim: number, lower: number, upper: number): Bounds {
  return Array.from({ length: dim }, () => [lower, upper] as const);
}
