import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { searchSpace } from "../space/search-space.ts";
import { gridPoints } from "./grid-points.ts";

const space = searchSpace([
  { name: "x", type: "float", bounds: [0, 1] },
  { name: "n", type: "int", bounds: [1, 4] },
  { name: "kind", type: "choice", values: ["a", "b"] },
  { name: "epochs", type: "fixed", value: 30 },
]);

test.each([
  [undefined, {}],
  [3, { x: 3, n: 3 }],
  [{}, {}],
  [{ x: 2 }, { x: 2 }],
  [{ x: undefined, n: 7 }, { n: 7 }],
])("%o", (points, byName) => {
  expect(Object.fromEntries(gridPoints(space, points))).toEqual(byName);
});

test.each([
  [0, "grid: points is 0; give a whole number of at least 1."],
  [2.5, "grid: points is 2.5; give a whole number of at least 1."],
  ["3", 'grid: points is "3"; give a whole number of at least 1.'],
  [Infinity, "grid: points is Infinity; give a whole number of at least 1."],
  [{ x: 0 }, 'grid: points of "x" is 0; give a whole number of at least 1.'],
  [{ n: null }, 'grid: points of "n" is null; give a whole number of at least 1.'],
  [{ y: 1 }, 'Option points of grid: unknown key "y". Known: x, n.'],
  [{ kind: 1 }, 'Option points of grid: unknown key "kind". Known: x, n.'],
  [null, "Option points of grid: got null; give an object with x and n."],
  [[3], "Option points of grid: got [ 3 ]; give an object with x and n."],
])("refuses %o", (points, message) => {
  expect(() => gridPoints(space, points)).toThrow(new RunnerError("INVALID_ARGUMENT", message));
});
