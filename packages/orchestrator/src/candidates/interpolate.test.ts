import { expect, test } from "vitest";
import { interpolate } from "./interpolate.ts";

test("linear: equal steps are of equal length", () => {
  const values = [0, 1, 2, 3, 4].map((i) => interpolate([-1, 3], "linear", i / 4));
  expect(values).toEqual([-1, 0, 1, 2, 3]);
});

test("log: equal steps are of equal ratio, and decades are round", () => {
  const values = [0, 1, 2, 3, 4, 5].map((i) => interpolate([1e-4, 10], "log", i / 5));
  expect(values).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
});

test("log: the ends are exactly the bounds", () => {
  expect(10 ** Math.log10(0.2)).toBeGreaterThan(0.2);
  expect(interpolate([0.2, 0.3], "log", 0)).toBe(0.2);
  expect(10 ** Math.log10(0.3)).toBeLessThan(0.3);
  expect(interpolate([0.2, 0.3], "log", 1)).toBe(0.3);
});

test("bounds whose distance is no finite number", () => {
  const large = 2 ** 1023;
  expect(large - -large).toBe(Infinity);
  expect(interpolate([-large, large], "linear", 0.5)).toBe(0);
  expect(interpolate([-large, large], "linear", 0.75)).toBe(large / 2);
  const [least, most] = [Number.MIN_VALUE, Number.MAX_VALUE];
  expect(Math.log10(interpolate([least, most], "log", 0.5))).toBeCloseTo(-7.5, 0);
});

test("rounding does not lead out of the bounds", () => {
  // 0.1 of each, weighed and added, is a little less than 0.1.
  expect(0.1 * (1 - 0.3) + 0.1 * 0.3).toBeLessThan(0.1);
  expect(interpolate([0.1, 0.1], "linear", 0.3)).toBe(0.1);
});
