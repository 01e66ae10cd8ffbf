import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["bound", "bounds"],
  ["tyep", "type"],
  ["BOUNDS", "bounds"],
  ["nmae", "name"],
])("%s was meant to be %s", (word, meant) => {
  expect(nearest(word, ["name", "type", "bounds", "scale"])).toBe(meant);
});

test("a word like none of them has no nearest one", () => {
  expect(nearest("learningRate", ["name", "type"])).toBeUndefined();
  expect(nearest("x", ["lr"])).toBeUndefined();
  expect(nearest("name", [])).toBeUndefined();
});

test("of equally near words it is the first, and any iterable will do", () => {
  expect(nearest("bat", new Set(["cat", "hat"]))).toBe("cat");
});
