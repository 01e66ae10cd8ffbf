import { expect, test } from "vitest";
import { showDuration } from "./show-duration.ts";

test.each([
  [0, "0.0 s"],
  [849, "0.8 s"],
  [9_949, "9.9 s"],
  [9_950, "10 s"],
  [59_499, "59 s"],
  [59_500, "1:00"],
  [185_000, "3:05"],
  [3_599_500, "1:00:00"],
  [90_061_000, "25:01:01"],
  [-5, "0.0 s"],
  [NaN, "0.0 s"],
])("%d ms is %s", (ms, expected) => {
  expect(showDuration(ms)).toBe(expected);
});
