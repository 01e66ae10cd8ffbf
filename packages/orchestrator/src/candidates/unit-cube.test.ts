import { expect, test } from "vitest";
import { unitCube } from "./unit-cube.ts";

test("what is not fixed has an axis, in the order of the parameters", () => {
  const cube = unitCube([
    { name: "epochs", type: "fixed", value: 30 },
    { name: "x", type: "float", bounds: [0, 1] },
    { name: "seed", type: "fixed", value: null },
    { name: "n", type: "int", bounds: [0, 9] },
    { name: "only", type: "choice", values: ["a"] },
  ]);
  expect(cube.dimensions).toBe(3);
  expect(cube.at([0.25, 0.5, 0.75])).toEqual({ epochs: 30, x: 0.25, seed: null, n: 5, only: "a" });
});

test("a name is a name, whatever else it means", () => {
  const cube = unitCube([{ name: "__proto__", type: "fixed", value: 1 }]);
  expect(Object.entries(cube.at([]))).toEqual([["__proto__", 1]]);
});
