import { expect, test } from "vitest";
import type { FloatParameter, IntParameter } from "../space/parameter.ts";
import { gridLevels } from "./grid-levels.ts";

const float = (bounds: readonly [number, number], scale?: "log"): FloatParameter => ({
  name: "x",
  type: "float",
  bounds,
  scale,
});
const int = (bounds: readonly [number, number], scale?: "log"): IntParameter => ({
  name: "n",
  type: "int",
  bounds,
  scale,
});

test.each([
  [undefined, [0, 0.25, 0.5, 0.75, 1]],
  [1, [0.5]],
  [2, [0, 1]],
  [11, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
])("float, %o points", (points, levels) => {
  expect([...gridLevels(float([0, 1]), points)]).toEqual(levels);
});

test.each([
  [1, [0.01]],
  [4, [0.0001, 0.002154434690031882, 0.046415888336127774, 1]],
  [5, [0.0001, 0.001, 0.01, 0.1, 1]],
])("float on a log scale, %o points", (points, levels) => {
  expect([...gridLevels(float([1e-4, 1], "log"), points)]).toEqual(levels);
});

test("more points than there are floats in between", () => {
  const bounds = [1, 1 + 2 * Number.EPSILON] as const;
  expect([...gridLevels(float(bounds), 100)]).toEqual([1, 1 + Number.EPSILON, bounds[1]]);
});

test.each([
  [undefined, [-1, 0, 1, 2, 3, 4, 5]],
  [100, [-1, 0, 1, 2, 3, 4, 5]],
  [7, [-1, 0, 1, 2, 3, 4, 5]],
  [4, [-1, 1, 3, 5]],
  [2, [-1, 5]],
  [1, [2]],
])("int, %o points", (points, levels) => {
  expect([...gridLevels(int([-1, 5]), points)]).toEqual(levels);
});

test("int, a half is rounded up, and 0 has no sign", () => {
  expect([...gridLevels(int([-3, 2]), 3)]).toEqual([-3, 0, 2]);
  expect([...gridLevels(int([-2, 3]), 3)]).toEqual([-2, 1, 3]);
});

test.each([
  [undefined, [1, 2, 3, 4, 5, 6, 7, 8]],
  [8, [1, 2, 3, 4, 5, 6, 7, 8]],
  [4, [1, 2, 4, 8]],
  // 1, 1.41, 2, 2.83, 4, 5.66, 8
  [7, [1, 2, 3, 4, 6, 8]],
  [1, [3]],
])("int on a log scale, %o points", (points, levels) => {
  expect([...gridLevels(int([1, 8], "log"), points)]).toEqual(levels);
});

test("a choice has its values, what is fixed its value, whatever the points", () => {
  expect([...gridLevels({ name: "c", type: "choice", values: ["b", null, 1] }, 2)]).toEqual([
    "b",
    null,
    1,
  ]);
  expect([...gridLevels({ name: "f", type: "fixed", value: false }, 2)]).toEqual([false]);
});

test("nothing is made before it is asked for", () => {
  const most = Number.MAX_SAFE_INTEGER;
  expect(
    gridLevels(int([-most, most]), undefined)
      .take(2)
      .toArray(),
  ).toEqual([-most, 1 - most]);
  expect(
    gridLevels(float([0, 1]), most)
      .take(1)
      .toArray(),
  ).toEqual([0]);
  expect([...gridLevels(int([most - 2, most]), undefined)]).toEqual([most - 2, most - 1, most]);
});
