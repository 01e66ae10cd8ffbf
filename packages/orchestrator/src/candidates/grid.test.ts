import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { searchSpace } from "../space/search-space.ts";
import { grid, type GridOptions } from "./grid.ts";

const space = searchSpace([
  { name: "lr", type: "float", bounds: [1e-3, 1e-1], scale: "log" },
  { name: "kind", type: "choice", values: ["a", "b"] },
  { name: "epochs", type: "fixed", value: 30 },
  { name: "n", type: "int", bounds: [1, 2] },
]);

test("every combination, the last parameter fastest", () => {
  const rows = Array.from(grid(space, { points: { lr: 2 } }), Object.values);
  expect(rows).toEqual([
    [0.001, "a", 30, 1],
    [0.001, "a", 30, 2],
    [0.001, "b", 30, 1],
    [0.001, "b", 30, 2],
    [0.1, "a", 30, 1],
    [0.1, "a", 30, 2],
    [0.1, "b", 30, 1],
    [0.1, "b", 30, 2],
  ]);
});

test("by default 5 values of a float parameter and all of the others", () => {
  expect([...grid(space)]).toHaveLength(5 * 2 * 2);
});

test("a number of points is for all float and int parameters", () => {
  expect([...grid(space, { points: 3 })]).toHaveLength(3 * 2 * 2);
  expect([...grid(space, { points: 1 })]).toHaveLength(1 * 2 * 1);
});

test("a grid that no memory holds begins at once", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const vast = grid([
    { name: "a", type: "int", bounds: [0, most] },
    { name: "b", type: "float", bounds: [0, 1] },
    { name: "c", type: "int", bounds: [0, most] },
  ]);
  expect(Iterator.from(vast).take(2).toArray()).toEqual([
    { a: 0, b: 0, c: 0 },
    { a: 0, b: 0, c: 1 },
  ]);
});

test.each([
  [{ points: -1 }, "grid: points is -1; give a whole number of at least 1."],
  [{ point: 1 }, 'Options of grid: unknown key "point". Did you mean "points"? Known: points.'],
  [5, "Options of grid: got 5; give an object with points."],
])("refuses the options %o at once", (options, message) => {
  expect(() => grid(space, options as GridOptions<typeof space>)).toThrow(
    new RunnerError("INVALID_ARGUMENT", message),
  );
});

test("refuses a space that cannot be searched at once", () => {
  expect(() => grid([])).toThrow("There are no parameters");
});
