import { expect, test } from "vitest";
import { plain } from "./plain.ts";

test.each([
  ["a\r\n\tb", "a b"],
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "link"],
  ["bell\u0007 nul\0 del\u007f c1\u0085.", "bell nul del c1 ."],
  ["loss\u202e\u2066gnp", "lossgnp"],
  ["  日本 ", "日本"],
])("%j", (text, expected) => {
  expect(plain(text)).toBe(expected);
});
