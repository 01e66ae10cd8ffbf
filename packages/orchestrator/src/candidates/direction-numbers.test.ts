import { expect, test } from "vitest";
import { directionNumbers } from "./direction-numbers.ts";
import { joeKuoRows } from "./joe-kuo-rows.ts";

test("each of 256 dimensions can tell 2 ** 32 positions apart", () => {
  expect(joeKuoRows).toHaveLength(255);
  for (let dimension = 0; dimension < 256; dimension += 1) {
    const numbers = directionNumbers(dimension);
    expect(numbers).toHaveLength(32);
    // The i-th has its lowest bit at 31 - i: the matrix is triangular, so no two positions coincide.
    for (const [i, number] of numbers.entries()) {
      expect(31 - Math.clz32(number & -number)).toBe(31 - i);
    }
  }
});

test("the first dimension halves, the second is the polynomial x + 1", () => {
  expect(Array.from(directionNumbers(0).slice(0, 3))).toEqual([2 ** 31, 2 ** 30, 2 ** 29]);
  expect(Array.from(directionNumbers(1).slice(0, 3))).toEqual([2 ** 31, 3 * 2 ** 30, 5 * 2 ** 29]);
});
