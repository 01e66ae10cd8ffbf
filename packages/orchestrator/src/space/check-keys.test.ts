import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkKeys } from "./check-keys.ts";

test("known keys pass, present or not", () => {
  expect(() => checkKeys("Options", { seed: 1 }, ["seed", "skip"])).not.toThrow();
  expect(() => checkKeys("Options", {}, ["seed", "skip"])).not.toThrow();
});

test.each([
  [{ sed: 1 }, ["seed", "skip"], 'unknown key "sed". Did you mean "seed"? Known: seed, skip.'],
  [{ toString: 1 }, ["seed"], 'unknown key "toString". Known: seed.'],
  [{ x: 1 }, [], 'unknown key "x". Known: none.'],
  [42, ["seed", "skip"], "got 42; give an object with seed and skip."],
  [undefined, ["seed"], "got undefined; give an object with seed."],
  [[1], [], "got [ 1 ]; give an object with no keys."],
  [null, ["a", "b", "c"], "got null; give an object with a, b and c."],
])("refuses %o where %o are known", (value, known, complaint) => {
  expect(() => checkKeys("Options", value, known)).toThrow(
    new RunnerError("INVALID_ARGUMENT", `Options: ${complaint}`),
  );
});
