import { expect, test } from "vitest";
import { showValue } from "./show-value.ts";

test.each([
  ["a\nb", '"a\\nb"'],
  [-0, "-0"],
  [undefined, "undefined"],
  [[1, Number.NaN], "[ 1, NaN ]"],
  [{ a: { b: { c: 1 } } }, "{ a: { b: [Object] } }"],
])("%o is shown on one line", (value, shown) => {
  expect(showValue(value)).toBe(shown);
});

test("what is long is cut", () => {
  expect(showValue("x".repeat(1000))).toHaveLength(122);
  expect(showValue(Array.from({ length: 1000 }, () => "x".repeat(50)))).toHaveLength(120);
});
