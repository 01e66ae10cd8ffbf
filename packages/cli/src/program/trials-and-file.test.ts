import { expect, test } from "vitest";
import { trialsAndFile } from "./trials-and-file.ts";

test.each([
  [[], { trials: [] }],
  [["3"], { trials: [3] }],
  [["a.ts", "3", "0", "3"], { trials: [3, 0], file: "a.ts" }],
  [["3", "./4"], { trials: [3], file: "./4" }],
  [["-1"], { trials: [], file: "-1" }],
])("%j", (args, expected) => {
  expect(trialsAndFile(args)).toEqual(expected);
});

test("two files are refused", () => {
  expect(() => trialsAndFile(["a.ts", "1", "b.ts"])).toThrow(
    '"a.ts" and "b.ts" are both no trials',
  );
});
