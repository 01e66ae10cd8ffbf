import { expect, test } from "vitest";
import { matchesOutput } from "./matches-output.ts";

test.each([
  ["a\nb", "a\nb\n"],
  ["a  \nb", "a\nb   \n\n"],
  ["took … ms", "took 12.3 ms"],
  ["took … ms", "took  ms"],
  ["first\n…\nlast", "first\n1\n2\nlast"],
  ["first\n…\nlast", "first\nlast"],
  ["…", ""],
  ["[a] (b) c.d*e+f?{g}|h^i$j\\k", "[a] (b) c.d*e+f?{g}|h^i$j\\k"],
  ["", ""],
])("%j shows %j", (expected, printed) => {
  expect(matchesOutput(expected, printed)).toBe(true);
});

test.each([
  ["a", "b"],
  ["a", "a\nb"],
  ["a\nb", "a"],
  ["a.c", "abc"],
  ["took … ms", "took 1\n2 ms"],
  ["first\n…\nlast", "first\n1"],
  ["", "a"],
])("%j does not show %j", (expected, printed) => {
  expect(matchesOutput(expected, printed)).toBe(false);
});
