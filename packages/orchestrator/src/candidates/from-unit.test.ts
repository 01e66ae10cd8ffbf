import { expect, test } from "vitest";
import type { IntParameter } from "../space/parameter.ts";
import { fromUnit } from "./from-unit.ts";

/** The middles of so many equal slices of [0, 1). */
function middles(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 0.5) / count);
}

const almostOne = 1 - 2 ** -53;

test("float: so far between the bounds, on either scale", () => {
  const bounds = [1, 100] as const;
  expect(fromUnit({ name: "x", type: "float", bounds }, 0.25)).toBe(25.75);
  expect(fromUnit({ name: "x", type: "float", bounds, scale: "log" }, 0.5)).toBe(10);
});

test("int: each whole number has an equal slice, the bounds too", () => {
  const parameter: IntParameter = { name: "x", type: "int", bounds: [-2, 1] };
  const values = middles(8).map((unit) => fromUnit(parameter, unit));
  expect(values).toEqual([-2, -2, -1, -1, 0, 0, 1, 1]);
  expect([0, 0.25, 0.5, 0.75].map((unit) => fromUnit(parameter, unit))).toEqual([-2, -1, 0, 1]);
  expect(fromUnit(parameter, 0.25 - 2 ** -53)).toBe(-2);
  expect(fromUnit(parameter, almostOne)).toBe(1);
});

test("int: the widest bounds there are", () => {
  const [lower, upper] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const parameter: IntParameter = { name: "x", type: "int", bounds: [lower, upper] };
  expect(fromUnit(parameter, 0)).toBe(lower);
  expect(fromUnit(parameter, almostOne)).toBeLessThanOrEqual(upper);
  const log: IntParameter = { ...parameter, bounds: [1, upper], scale: "log" };
  expect(fromUnit(log, 0)).toBe(1);
  expect(fromUnit(log, almostOne)).toBeLessThanOrEqual(upper);
});

test("int on a log scale: the slice of k is what rounds to it, on the log scale", () => {
  const parameter: IntParameter = { name: "x", type: "int", bounds: [1, 8], scale: "log" };
  const units = middles(2 ** 14);
  const values = units.map((unit) => fromUnit(parameter, unit));
  for (let k = 1; k <= 8; k += 1) {
    const share = values.filter((value) => value === k).length / values.length;
    const expected = Math.log((k + 0.5) / (k - 0.5)) / Math.log(8.5 / 0.5);
    expect(Math.abs(share - expected)).toBeLessThanOrEqual(2 ** -14);
  }
});

test("the last coordinate below 1 gives the last value, however many there are", () => {
  for (let upper = 2; upper < 1_000; upper += 1) {
    const parameter: IntParameter = { name: "x", type: "int", bounds: [1, upper] };
    const values = Array.from({ length: upper }, (_, i) => i + 1);
    expect(fromUnit(parameter, almostOne)).toBe(upper);
    expect(fromUnit({ ...parameter, scale: "log" }, almostOne)).toBe(upper);
    expect(fromUnit({ name: "x", type: "choice", values }, almostOne)).toBe(upper);
  }
});

test("choice: each value has an equal slice, in order", () => {
  const values = ["a", 1, null] as const;
  const drawn = middles(6).map((unit) => fromUnit({ name: "x", type: "choice", values }, unit));
  expect(drawn).toEqual(["a", "a", 1, 1, null, null]);
  expect(fromUnit({ name: "x", type: "choice", values }, almostOne)).toBe(null);
});
