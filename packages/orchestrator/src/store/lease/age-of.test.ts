import { expect, test } from "vitest";
import { ageOf } from "./age-of.ts";

test.each([
  [-5_000, "0 s"],
  [999, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_599_999, "59 min"],
  [3_600_000, "1 h"],
  [86_399_999, "23 h"],
  [86_400_000 * 3.5, "3 d"],
])("%d ms is %s", (ms, age) => {
  expect(ageOf(ms)).toBe(age);
});
