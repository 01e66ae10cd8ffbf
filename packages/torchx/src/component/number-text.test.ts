import * as fc from "fast-check";
import { expect, test } from "vitest";
import { floatText, intText } from "./number-text.ts";

/** As Python reads a float. */
const read = (text: string): number =>
  Number(text.replace("inf", "Infinity").replace("nan", "NaN"));

test("a float has a point or an exponent, and is read back as the same number", () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const text = floatText(value);
      expect(text).toMatch(/^(-?\d+\.\d+|-?\d+(\.\d+)?e[+-]\d+|nan|-?inf)$/);
      expect(read(text)).toBe(value);
    }),
  );
  expect([1, -0, 1e-7, 1e21, 123456789012345680000, NaN, -Infinity].map(floatText)).toEqual([
    "1.0",
    "-0.0",
    "1e-7",
    "1e+21",
    "123456789012345680000.0",
    "nan",
    "-inf",
  ]);
});

test("a whole number is written in digits", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(intText(value)).toMatch(/^(0|-?[1-9]\d*)$/);
      expect(Number(intText(value))).toBe(value + 0);
    }),
  );
  expect(intText(-0)).toBe("0");
});
