import { numberAt } from "../number-at.ts";

/**
 * Writes the m objectives of a point of the positive sphere with this radius whose angles, in
 * quarter turns, are the m - 1 numbers from `quarters[at]` on.
 */
export function sphereFront(
  radius: number,
  quarters: Float64Array,
  at: number,
  m: number,
  values: Float64Array,
  to: number,
): void {
  let product = radius;
  for (let i = 0; i < m - 1; i++) {
    const angle = numberAt(quarters, at + i) * (Math.PI / 2);
    values[to + m - 1 - i] = product * Math.sin(angle);
    product *= Math.cos(angle);
  }
  values[to] = product;
}
