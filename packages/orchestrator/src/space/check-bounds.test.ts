import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkBounds } from "./check-bounds.ts";

const types = ["float", "int"] as const;

test.each([
  [[-1, 1], undefined],
  [[-1, 0], "linear"],
  [[1, 2], "log"],
])("the bounds %o on scale %o are those of either type", (bounds, scale) => {
  for (const type of types) {
    expect(() => checkBounds("It", type, { bounds, scale })).not.toThrow();
  }
});

test.each([
  [[1, 0], "is [ 1, 0 ], which is reversed; give [0, 1]."],
  [
    [1, 1],
    'is [ 1, 1 ], which leaves one value; give a range, or use { type: "fixed", value: 1 }.',
  ],
  [
    [-0, 0],
    'is [ -0, 0 ], which leaves one value; give a range, or use { type: "fixed", value: -0 }.',
  ],
  [[0, Infinity], "is [ 0, Infinity ]; give two finite numbers."],
  [[Number.NaN, 1], "is [ NaN, 1 ]; give two finite numbers."],
  [["0", 1], "is [ '0', 1 ]; give two finite numbers."],
  [[0], "is [ 0 ]; give the lowest and the highest value, e.g. [0, 1]."],
  [[0, 1, 2], "is [ 0, 1, 2 ]; give the lowest and the highest value, e.g. [0, 1]."],
  [undefined, "is undefined; give the lowest and the highest value, e.g. [0, 1]."],
])("refuses the bounds %o of both types", (bounds, complaint) => {
  for (const type of types) {
    expect(() => checkBounds("It", type, { bounds })).toThrow(
      new RunnerError("INVALID_ARGUMENT", `It: bounds ${complaint}`),
    );
  }
});

test.each([
  [[0.5, 2], "[ 0.5, 2 ]"],
  [[1, 2.5], "[ 1, 2.5 ]"],
  [[0, 2 ** 53], "[ 0, 9007199254740992 ]"],
])("refuses the bounds %o of an int parameter only", (bounds, shown) => {
  expect(() => checkBounds("It", "float", { bounds })).not.toThrow();
  expect(() => checkBounds("It", "int", { bounds })).toThrow(
    new RunnerError(
      "INVALID_ARGUMENT",
      `It: bounds is ${shown}; ` +
        'give whole numbers up to ±(2 ** 53 - 1) for type "int", or use type "float".',
    ),
  );
});

test.each([
  [
    [0, 1],
    "log",
    "bounds is [ 0, 1 ], but a log scale has no 0 and nothing below; " +
      'give a lower bound above 0, or use scale "linear".',
  ],
  [
    [-1, 1],
    "log",
    "bounds is [ -1, 1 ], but a log scale has no 0 and nothing below; " +
      'give a lower bound above 0, or use scale "linear".',
  ],
  [[1, 2], "Log", 'scale is "Log". Did you mean "log"? Give "linear" or "log".'],
  [[1, 2], "quadratic", 'scale is "quadratic". Give "linear" or "log".'],
  [[1, 2], true, 'scale is true. Give "linear" or "log".'],
])("refuses the bounds %o on scale %s", (bounds, scale, complaint) => {
  for (const type of types) {
    expect(() => checkBounds("It", type, { bounds, scale })).toThrow(
      new RunnerError("INVALID_ARGUMENT", `It: ${complaint}`),
    );
  }
});
