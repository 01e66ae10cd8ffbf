import { expect, test } from "vitest";
import { showCells } from "./show-cells.ts";

test("however many there are", () => {
  const many = Array.from({ length: 300_000 }, (_, i) => i / 2);
  expect(showCells(many).at(-1)).toBe("149999.5000");
});

test.each([
  [
    [0.871, 0.8949, 0.86],
    ["0.8710", "0.8949", "0.8600"],
  ],
  [
    [1, 20, 300],
    ["1", "20", "300"],
  ],
  [
    [0.5, 12.25],
    ["0.5000", "12.2500"],
  ],
  [
    [-0.125, 0],
    ["-0.1250", "0.0000"],
  ],
  [
    [1234.5678, 2345.5],
    ["1235", "2346"],
  ],
  [
    [0.00001, 0.1],
    ["1.000e-5", "1.000e-1"],
  ],
  [
    [1.5, 2e12],
    ["1.500e+0", "2.000e+12"],
  ],
  [
    [0.5, undefined, "adam", true, null],
    ["0.5000", "", "adam", "true", "null"],
  ],
  [["a\u001b[31mb\nc"], ['"a\\u001b[31mb\\nc"']],
  [[], []],
])("%j", (values, expected) => {
  expect(showCells(values)).toEqual(expected);
});
