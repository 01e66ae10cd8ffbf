import { expect, test } from "vitest";
import { cut, fit, widthOf } from "./cut.ts";

test.each([
  ["abc", 3],
  ["日本", 4],
  ["👩‍👩‍👧‍👦", 2],
  ["é", 1],
  ["… ±", 3],
])("%j is %i columns wide", (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdef", 5, "abcd…"],
  ["abcdef", 1, "…"],
  ["abcdef", 0, ""],
  ["日本語", 5, "日本…"],
  ["日本語", 4, "日…"],
  ["… waiting", 5, "… wa…"],
  ["a…b cdef", 6, "a…b c…"],
  ["👩‍👩‍👧‍👦 family", 4, "👩‍👩‍👧‍👦 …"],
  ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
])("%j in %i columns is %j", (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
  expect(widthOf(cut(text, width))).toBeLessThanOrEqual(Math.max(width, 0));
});

test("what fits is filled up on the side that is not aligned", () => {
  expect(fit("日本", 6, "left")).toBe("日本  ");
  expect(fit("日本", 6, "right")).toBe("  日本");
  expect(fit("日本語", 4, "right")).toBe(" 日…");
});
