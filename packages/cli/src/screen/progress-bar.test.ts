import { expect, test } from "vitest";
import { progressBar } from "./progress-bar.ts";

test.each([
  [0, 4, "░░░░"],
  [0.5, 4, "██░░"],
  [1, 4, "████"],
  [2, 4, "████"],
  [-1, 4, "░░░░"],
  [0.5, 0, ""],
])("%d of 1 in %i columns", (done, width, expected) => {
  expect(progressBar(done, width)).toBe(expected);
});
