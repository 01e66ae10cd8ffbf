import { expect, test } from "vitest";
import { cosineOfTurns } from "./cosine-of-turns.ts";

test("it is the cosine of 2πx, within half a turn", () => {
  for (let i = -5000; i <= 5000; i++) {
    const x = i / 10_000;
    expect(Math.abs(cosineOfTurns(x) - Math.cos(2 * Math.PI * x))).toBeLessThan(1e-15);
  }
});

test("whole turns do not change it", () => {
  for (const x of [0, 0.125, -0.375, 0.5]) {
    for (const turns of [1, -3, 1000, -(2 ** 40)]) {
      expect(cosineOfTurns(x + turns)).toBe(cosineOfTurns(x));
    }
  }
});

test("it is exact where the cosine is", () => {
  expect([0, 1, -7].map(cosineOfTurns)).toEqual([1, 1, 1]);
});
