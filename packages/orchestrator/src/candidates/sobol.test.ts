import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import type { ChoiceParameter, FloatParameter } from "../space/parameter.ts";
import { searchSpace } from "../space/search-space.ts";
import { sobol, type SobolOptions } from "./sobol.ts";

const space = searchSpace([
  { name: "x", type: "float", bounds: [0, 1] },
  { name: "epochs", type: "fixed", value: 30 },
  { name: "n", type: "int", bounds: [0, 7] },
  { name: "kind", type: "choice", values: ["a", "b"] },
]);

function first<T>(count: number, candidates: Iterable<T>): T[] {
  return Iterator.from(candidates).take(count).toArray();
}

function axes(count: number): readonly FloatParameter[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `x${i}`,
    type: "float",
    bounds: [0, 1],
  }));
}

test("without a seed they are the Sobol points; what is fixed takes no dimension", () => {
  expect(first(5, sobol(space))).toEqual([
    { x: 0, epochs: 30, n: 0, kind: "a" },
    { x: 0.5, epochs: 30, n: 4, kind: "b" },
    { x: 0.75, epochs: 30, n: 2, kind: "a" },
    { x: 0.25, epochs: 30, n: 6, kind: "b" },
    { x: 0.375, epochs: 30, n: 3, kind: "b" },
  ]);
});

test("skip leaves out the first", () => {
  expect(first(3, sobol(space, { skip: 2 }))).toEqual(first(5, sobol(space)).slice(2));
  expect(first(3, sobol(space, { seed: 3, skip: 2 }))).toEqual(
    first(5, sobol(space, { seed: 3 })).slice(2),
  );
});

test("a seed gives other candidates, the same each time", () => {
  const seeded = first(8, sobol(space, { seed: 1 }));
  expect(first(8, sobol(space, { seed: 1 }))).toEqual(seeded);
  expect(first(8, sobol(space, { seed: 2 }))).not.toEqual(seeded);
  expect(first(8, sobol(space))).not.toEqual(seeded);
});

test.each([[undefined], [0], [1], [-12345]])(
  "with the seed %o each stretch of 2 ** m candidates has one in each of 2 ** m slices",
  (seed) => {
    const many = searchSpace([...axes(255), { name: "n", type: "int", bounds: [1, 64] }]);
    for (const from of [0, 64]) {
      const candidates = first(64, sobol(many, { seed, skip: from }));
      for (const { name } of axes(255)) {
        expect(new Set(candidates.map((p) => Math.floor((p[name] ?? 0) * 64))).size).toBe(64);
      }
      expect(new Set(candidates.map(({ n }) => n)).size).toBe(64);
    }
  },
);

test("a space where all is fixed gives the same for ever", () => {
  const fixed = sobol([{ name: "a", type: "fixed", value: 1 }], { seed: 1 });
  expect(first(3, fixed)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
});

test("takes 256 dimensions and refuses more", () => {
  const choice: ChoiceParameter = { name: "c", type: "choice", values: ["a", "b"] };
  expect(first(2, sobol(axes(256)))).toHaveLength(2);
  expect(() => sobol([...axes(256), choice])).toThrow(
    new RunnerError(
      "INVALID_ARGUMENT",
      "sobol: 257 parameters are not fixed, and it takes 256; fix some of them, or use uniform.",
    ),
  );
  expect(() => sobol([...axes(256), { name: "f", type: "fixed", value: 1 }])).not.toThrow();
});

test.each([
  [{ skip: -1 }, "sobol: skip is -1; give a whole number from 0 to 2 ** 32 - 1."],
  [{ skip: 0.5 }, "sobol: skip is 0.5; give a whole number from 0 to 2 ** 32 - 1."],
  [{ skip: 2 ** 32 }, "sobol: skip is 4294967296; give a whole number from 0 to 2 ** 32 - 1."],
  [{ seed: 0.5 }, "sobol: seed is 0.5; give a whole number, e.g. { seed: 1 }."],
  [{ seed: null }, "sobol: seed is null; give a whole number, e.g. { seed: 1 }."],
  [{ sede: 1 }, 'Options of sobol: unknown key "sede". Did you mean "seed"? Known: seed, skip.'],
  [7, "Options of sobol: got 7; give an object with seed and skip."],
])("refuses the options %o at once", (options, message) => {
  expect(() => sobol(space, options as SobolOptions)).toThrow(
    new RunnerError("INVALID_ARGUMENT", message),
  );
});

test("refuses a space that cannot be searched at once", () => {
  expect(() => sobol([])).toThrow("There are no parameters");
});
