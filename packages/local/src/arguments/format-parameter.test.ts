import { RunnerError } from "@runners/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatParameter } from "./format-parameter.ts";

describe("formatParameter", () => {
  test("writes every finite number so that it is read back exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatParameter("x", value, 0))).toBe(value);
      }),
    );
    expect(formatParameter("x", -0, 0)).toBe("-0");
    expect(formatParameter("x", 0.1 + 0.2, 0)).toBe("0.30000000000000004");
  });

  test("leaves text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.includes("\0"));
        expect(formatParameter("x", text, 0)).toBe(text);
      }),
    );
  });

  test.each([
    [true, "true"],
    [false, "false"],
    [null, "null"],
  ])("writes %j as %s", (value, text) => {
    expect(formatParameter("x", value, 0)).toBe(text);
  });

  test.each([
    [NaN, "NaN"],
    [Infinity, "Infinity"],
    ["a\0b", "NUL"],
    ["\ud800", "surrogate"],
    [undefined as unknown as null, "undefined"],
    [{} as unknown as null, "object"],
  ])("refuses %j", (value, message) => {
    const attempt = (): unknown => formatParameter("x", value, 7);
    expect(attempt).toThrow(RunnerError);
    expect(attempt).toThrow('Trial 7: parameter "x"');
    expect(attempt).toThrow(message);
  });
});
