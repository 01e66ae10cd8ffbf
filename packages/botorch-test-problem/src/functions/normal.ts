/** A standard normal number from two uniform ones (Box and Muller's way). */
export function normal(random: () => number): number {
  // 1 - u is in (0, 1]: the logarithm of 0 does not come up.
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
