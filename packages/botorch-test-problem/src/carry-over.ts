/** The value that lies in the one range where `value` lies in the other. */
export function carryOver(
  value: number,
  [fromLower, fromUpper]: readonly [number, number],
  [lower, upper]: readonly [number, number],
): number {
  const share = (value - fromLower) / (fromUpper - fromLower);
  // Rounding may overshoot an end by the last digit.
  return Math.min(Math.max(share * (upper - lower) + lower, lower), upper);
}
