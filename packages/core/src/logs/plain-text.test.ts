import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test.each([
  ["keeps lines, tabs and other scripts", "a\tb\n\nç 雪\n", "a\tb\n\nç 雪\n"],
  [
    "drops colours and links",
    "\u001B[1;31mred\u001B[0m \u001B]8;;http://a\u0007b\u001B]8;;\u0007",
    "red b",
  ],
  ["keeps the last drawing of a line", "10%\r50%\r100%\nnext", "100%\nnext"],
  ["takes a carriage return before a line's end for a part of it", "a\r\nb\r", "a\nb"],
  ["drops other control characters", "a\u0000b\u0008c\u007Fd\u009Be", "abcde"],
])("%s", (_, printed, plain) => {
  expect(plainText(printed)).toBe(plain);
});
