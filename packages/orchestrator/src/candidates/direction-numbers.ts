import { joeKuoRows } from "./joe-kuo-rows.ts";

const bits = 32;

/**
 * The direction numbers of one dimension (from 0, below `joeKuoRows.length + 1`), as fractions of
 * 2 ** 32: the i-th is what bit i of the position of a point in the sequence, as Gray code, adds to it.
 */
export function directionNumbers(dimension: number): Uint32Array {
  const directions = new Uint32Array(bits);
  const row = joeKuoRows[dimension - 1];
  if (row === undefined) return directions.map((_, i) => 2 ** (bits - 1 - i));
  const [degree = 0, coefficients = 0, ...initial] = row.split(" ").map(Number);
  for (const [i, number] of initial.entries()) directions[i] = number << (bits - 1 - i);
  for (let i = degree; i < bits; i += 1) {
    const first = directions[i - degree] as number;
    let direction = first ^ (first >>> degree);
    for (let k = 1; k < degree; k += 1) {
      if ((coefficients >> (degree - 1 - k)) & 1) direction ^= directions[i - k] as number;
    }
    directions[i] = direction;
  }
  return directions;
}
