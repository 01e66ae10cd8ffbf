import { assert, double, property } from "fast-check";
import { expect, test } from "vitest";
import { millisecondsNotBefore } from "./milliseconds.ts";

test("a moment is never before the seconds it stands for, and after them by rounding at most", () => {
  const seconds = double({ min: -1e12, max: 1e12, noNaN: true });
  assert(
    property(seconds, (moment) => {
      const ms = millisecondsNotBefore(moment);
      expect(ms / 1000).toBeGreaterThanOrEqual(moment);
      expect(ms - moment * 1000).toBeLessThanOrEqual(Math.abs(moment * 1000) * 4e-16 + 1e-300);
    }),
    { numRuns: 2_000 },
  );
});

test("what has no end has no moment", () => {
  expect(millisecondsNotBefore(Infinity)).toBe(Infinity);
  expect(millisecondsNotBefore(0)).toBe(0);
});
