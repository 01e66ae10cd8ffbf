import { expect, test } from "vitest";
import { allowedArrows } from "./allowed-arrows.ts";
import { findCycle } from "./find-cycle.ts";

test("finds a cycle, however long, and a node that points at itself", () => {
  expect(findCycle({ a: ["b"], b: ["c"], c: ["b"] })).toStrictEqual(["b", "c", "b"]);
  expect(findCycle({ a: ["a"] })).toStrictEqual(["a", "a"]);
});

test("two ways to one node are no cycle", () => {
  expect(findCycle({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })).toBeUndefined();
});

test("the table of allowed arrows has none", () => {
  expect(findCycle(allowedArrows)).toBeUndefined();
});
