import { expect, test } from "vitest";
import { showNumber } from "./show-number.ts";

test.each([
  [3, "3"],
  [123_456, "123456"],
  [0.123456, "0.1235"],
  [-1.5, "-1.5"],
  [1e-9, "1e-9"],
  [1.23456e25, "1.235e+25"],
])("%d", (value, expected) => {
  expect(showNumber(value)).toBe(expected);
});

test("with more digits where they are asked for", () => {
  expect(showNumber(Math.PI, 6)).toBe("3.14159");
});
