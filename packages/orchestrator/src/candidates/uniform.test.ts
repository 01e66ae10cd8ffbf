import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { searchSpace } from "../space/search-space.ts";
import { uniform, type UniformOptions } from "./uniform.ts";

const space = searchSpace([
  { name: "x", type: "float", bounds: [1e-4, 1], scale: "log" },
  { name: "epochs", type: "fixed", value: 30 },
  { name: "n", type: "int", bounds: [1, 4] },
  { name: "kind", type: "choice", values: ["a", "b"] },
]);

function first<T>(count: number, candidates: Iterable<T>): T[] {
  return Iterator.from(candidates).take(count).toArray();
}

test("a seed gives the same candidates each time, and another seed others", () => {
  const candidates = first(20, uniform(space, { seed: 1 }));
  expect(first(20, uniform(space, { seed: 1 }))).toEqual(candidates);
  expect(first(20, uniform(space, { seed: 2 }))).not.toEqual(candidates);
});

test("what is fixed does not change what is drawn for the others", () => {
  const others = space.filter(({ type }) => type !== "fixed");
  expect(first(20, uniform(space, { seed: 1 }))).toEqual(
    first(20, uniform(others, { seed: 1 })).map((candidate) => ({ ...candidate, epochs: 30 })),
  );
});

test("each value is drawn as often as it should be, and independently of the others", () => {
  const candidates = first(4_000, uniform(space, { seed: 4 }));
  const cells = new Map<string, number>();
  for (const { x, n, kind, epochs } of candidates) {
    expect(epochs).toBe(30);
    const cell = `${Math.floor(Math.log10(x))} ${n} ${kind}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  // 4 decades, 4 numbers, 2 values: 125 each, with a standard deviation of 11.
  expect(cells.size).toBe(32);
  for (const count of cells.values()) expect(Math.abs(count - 125)).toBeLessThan(45);
});

test.each([
  [undefined, "Options of uniform: got undefined; give an object with seed."],
  [{}, "uniform: seed is undefined; give a whole number, e.g. { seed: 1 }."],
  [{ seed: "1" }, 'uniform: seed is "1"; give a whole number, e.g. { seed: 1 }.'],
  [{ seed: 1, skip: 1 }, 'Options of uniform: unknown key "skip". Known: seed.'],
])("refuses the options %o at once", (options, message) => {
  expect(() => uniform(space, options as UniformOptions)).toThrow(
    new RunnerError("INVALID_ARGUMENT", message),
  );
});

test("refuses a space that cannot be searched at once", () => {
  expect(() => uniform([], { seed: 1 })).toThrow("There are no parameters");
});
