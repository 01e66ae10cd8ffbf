import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

test("asks only where a known word is near", () => {
  expect(didYouMean("scal", ["scale", "bounds"])).toBe('Did you mean "scale"? ');
  expect(didYouMean("colour", ["scale", "bounds"])).toBe("");
  expect(didYouMean(7, ["7"])).toBe("");
});
