import { expect, test } from "vitest";
import { searchSpace } from "./search-space.ts";

test("the parameters themselves, unless they cannot be searched", () => {
  const parameters = [{ name: "lr", type: "float", bounds: [0, 1] }] as const;
  expect(searchSpace(parameters)).toBe(parameters);
  expect(() => searchSpace([{ name: "lr", type: "float", bounds: [1, 0] }])).toThrow("reversed");
});
