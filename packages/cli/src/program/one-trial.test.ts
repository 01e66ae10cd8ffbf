import { expect, test } from "vitest";
import { oneTrial } from "./one-trial.ts";

test.each([
  [["3"], { index: 3, file: undefined }],
  [["a.ts", "3"], { index: 3, file: "a.ts" }],
])("%j", (args, expected) => {
  expect(oneTrial(args)).toEqual(expected);
});

test.each([
  [["abc"], 'No trial is named: "abc" is not the index of one; give one, e.g. 0.'],
  [["1", "2"], "Trials 1, 2 are named; give the index of one."],
])("%j is refused", (args, said) => {
  expect(() => oneTrial(args)).toThrow(said);
});
