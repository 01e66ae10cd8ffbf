import { directionNumbers } from "./direction-numbers.ts";

const span = 2 ** 32;

/**
 * The points of a Sobol sequence in Gray code order, as fractions of 2 ** 32, from position `skip`;
 * 2 ** 32 from position 0. The same array every time, filled anew.
 *
 * @param shift what is added to each coordinate without carry
 */
export function* sobolPoints(shift: Uint32Array, skip: number): Generator<Uint32Array, void> {
  const directions = Array.from(shift, (_, dimension) => directionNumbers(dimension));
  const point = shift.slice();
  const flip = (bit: number): void => {
    for (const [dimension, numbers] of directions.entries()) {
      point[dimension] = (point[dimension] as number) ^ (numbers[bit] as number);
    }
  };
  const gray = skip ^ (skip >>> 1);
  for (let bit = 0; bit < 32; bit += 1) if ((gray >>> bit) & 1) flip(bit);
  yield point;
  for (let position = skip + 1; position < span; position += 1) {
    flip(31 - Math.clz32(position & -position));
    yield point;
  }
}
