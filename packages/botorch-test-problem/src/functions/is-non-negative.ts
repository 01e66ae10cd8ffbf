/** Whether it is a number from 0 on, and not infinite. */
export function isNonNegative(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}
