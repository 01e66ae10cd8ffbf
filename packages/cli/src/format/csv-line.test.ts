import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test.each([
  [["a", 1, 0.5, undefined], "a,1,0.5,"],
  [["a,b", 'say "x"', "two\nlines", "cr\r"], '"a,b","say ""x""","two\nlines","cr\r"'],
  [[], ""],
])("%j", (cells, expected) => {
  expect(csvLine(cells)).toBe(expected);
});
