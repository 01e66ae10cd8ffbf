import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkSpace } from "./check-space.ts";

const lr = { name: "lr", type: "float", bounds: [1e-4, 0.1], scale: "log" };

/** The message for a space that has only this one parameter, or for what is no array. */
function refusal(value: unknown): string {
  try {
    checkSpace(value);
  } catch (error) {
    if (RunnerError.is(error, "INVALID_ARGUMENT")) return error.message;
    throw error;
  }
  throw new Error("accepted");
}

test("a space that can be searched is itself", () => {
  const space = [
    lr,
    { name: "shift", type: "float", bounds: [-1, 1], scale: "linear" },
    { name: "layers", type: "int", bounds: [1, 4], scale: undefined },
    { name: "width", type: "int", bounds: [1, 1024], scale: "log" },
    { name: "optimizer", type: "choice", values: ["sgd", 0, "0", false, null, ""] },
    { name: "epochs", type: "fixed", value: 30 },
  ];
  expect(checkSpace(space)).toBe(space);
});

test.each([
  [
    "a record instead of an array",
    { lr },
    "The parameters are { lr: { name: 'lr', type: 'float', bounds: [Array], scale: 'log' } }; " +
      'give an array, e.g. [{ name: "lr", type: "float", bounds: [0, 1] }].',
  ],
  ["no parameters", [], "There are no parameters ([]); give at least one."],
  [
    "one name twice",
    [lr, { name: "a", type: "fixed", value: 1 }, lr],
    'Parameters 1 and 3 both have the name "lr"; rename or remove one.',
  ],
  [
    "something else among the parameters",
    [lr, "lr"],
    'Parameter 2 is "lr"; give an object, e.g. { name: "lr", type: "float", bounds: [0, 1] }.',
  ],
  [
    "a hole among the parameters",
    // oxlint-disable-next-line no-sparse-arrays
    [, lr],
    'Parameter 1 is undefined; give an object, e.g. { name: "lr", type: "float", bounds: [0, 1] }.',
  ],
])("refuses %s", (_, value, message) => {
  expect(refusal(value)).toBe(message);
});

test.each([
  [{ type: "fixed", value: 1 }, "Parameter 1: name is undefined; give a text that is not empty."],
  [
    { name: " ", type: "fixed", value: 1 },
    'Parameter 1: name is " "; give a text that is not empty.',
  ],
  [
    { name: "lr", type: "flaot", bounds: [0, 1] },
    'Parameter "lr": type is "flaot". Did you mean "float"? ' +
      'Give one of "float", "int", "choice", "fixed".',
  ],
  [
    { name: "lr", bounds: [0, 1] },
    'Parameter "lr": type is undefined. Give one of "float", "int", "choice", "fixed".',
  ],
  [
    { name: "lr", type: "toString", bounds: [0, 1] },
    'Parameter "lr": type is "toString". Give one of "float", "int", "choice", "fixed".',
  ],
  [
    { ...lr, scal: "log" },
    'Parameter "lr" of type "float": unknown key "scal". Did you mean "scale"? ' +
      "Known: name, type, bounds, scale.",
  ],
  [
    { name: "a", type: "choice", values: [1], bounds: [0, 1] },
    'Parameter "a" of type "choice": unknown key "bounds". Known: name, type, values.',
  ],
  [
    { name: "a", type: "fixed", valeu: 1 },
    'Parameter "a" of type "fixed": unknown key "valeu". Did you mean "value"? ' +
      "Known: name, type, value.",
  ],
])("refuses the parameter %o", (parameter, message) => {
  expect(refusal([parameter])).toBe(message);
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
  for (const type of ["float", "int"]) {
    expect(refusal([{ name: "x", type, bounds }])).toBe(`Parameter "x": bounds ${complaint}`);
  }
});

test.each([[[0.5, 2]], [[1, 2.5]], [[0, 2 ** 53]]])(
  "refuses the bounds %o of an int parameter only",
  (bounds) => {
    const complaint =
      'give whole numbers up to ±(2 ** 53 - 1) for type "int", or use type "float".';
    expect(refusal([{ name: "x", type: "int", bounds }])).toContain(complaint);
    expect(() => checkSpace([{ name: "x", type: "float", bounds }])).not.toThrow();
  },
);

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
  for (const type of ["float", "int"]) {
    expect(refusal([{ name: "x", type, bounds, scale }])).toBe(`Parameter "x": ${complaint}`);
  }
});

test.each([
  [[], 'values is []; give an array of at least one value, e.g. ["a", "b"].'],
  ["ab", 'values is "ab"; give an array of at least one value, e.g. ["a", "b"].'],
  [["a", "b", "a"], 'values has "a" more than once; remove the others.'],
  [[0, -0], "values has -0 more than once; remove the others."],
  [[1, Number.NaN], "values[1] is NaN; give a text, a finite number, true, false or null."],
  [[{}], "values[0] is {}; give a text, a finite number, true, false or null."],
])("refuses the values %o of a choice", (values, complaint) => {
  expect(refusal([{ name: "x", type: "choice", values }])).toBe(`Parameter "x": ${complaint}`);
});

test.each([[undefined], [[1]], [-Infinity], [10n]])("refuses the fixed value %o", (value) => {
  expect(refusal([{ name: "x", type: "fixed", value }])).toMatch(
    /^Parameter "x": value is .*; give a text, a finite number, true, false or null\.$/,
  );
});
