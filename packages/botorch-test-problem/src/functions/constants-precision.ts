import { oneOf } from "./one-of.ts";
import type { ConstantsPrecision } from "./options.ts";

/** The precision asked for, and the rounding of a constant that goes with it. */
export function constantsPrecision(
  problem: string,
  precision: ConstantsPrecision = "float32",
): { readonly precision: ConstantsPrecision; readonly round: (constant: number) => number } {
  oneOf(problem, "constantsPrecision", precision, ["float32", "float64"]);
  return { precision, round: precision === "float32" ? Math.fround : (constant) => constant };
}
