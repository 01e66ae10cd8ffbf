import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkParameter } from "./check-parameter.ts";

test.each([
  { name: "lr", type: "float", bounds: [-1, 1] },
  { name: "n", type: "int", bounds: [1, 4], scale: undefined },
  { name: "c", type: "choice", values: ["a", 0, "0", false, null, ""] },
  { name: "f", type: "fixed", value: null },
])("a parameter is itself: %o", (parameter) => {
  expect(checkParameter(parameter, 1)).toBe(parameter);
});

test("the bounds of a float and an int parameter are checked, as those of their type", () => {
  const bounds = [0.5, 2];
  expect(() => checkParameter({ name: "x", type: "int", bounds }, 1)).toThrow("whole numbers");
  expect(() => checkParameter({ name: "x", type: "float", bounds }, 1)).not.toThrow();
  expect(() => checkParameter({ name: "x", type: "float", bounds: [2, 1] }, 1)).toThrow("reversed");
});

test.each([
  [{ type: "fixed", value: 1 }, "Parameter 3: name is undefined; give a text that is not empty."],
  [
    { name: " ", type: "fixed", value: 1 },
    'Parameter 3: name is " "; give a text that is not empty.',
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
    { name: "lr", type: "float", bounds: [1, 2], scal: "log" },
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
  expect(() => checkParameter(parameter, 3)).toThrow(new RunnerError("INVALID_ARGUMENT", message));
});

test.each([
  [[], 'values is []; give an array of at least one value, e.g. ["a", "b"].'],
  ["ab", 'values is "ab"; give an array of at least one value, e.g. ["a", "b"].'],
  [["a", "b", "a"], 'values has "a" more than once; remove the others.'],
  [[0, -0], "values has -0 more than once; remove the others."],
  [[1, Number.NaN], "values[1] is NaN; give a text, a finite number, true, false or null."],
  [[{}], "values[0] is {}; give a text, a finite number, true, false or null."],
])("refuses the values %o of a choice", (values, complaint) => {
  expect(() => checkParameter({ name: "x", type: "choice", values }, 1)).toThrow(
    new RunnerError("INVALID_ARGUMENT", `Parameter "x": ${complaint}`),
  );
});

test.each([
  [undefined, "undefined"],
  [[1], "[ 1 ]"],
  [-Infinity, "-Infinity"],
  [10n, "10n"],
])("refuses the fixed value %o", (value, shown) => {
  expect(() => checkParameter({ name: "x", type: "fixed", value }, 1)).toThrow(
    new RunnerError(
      "INVALID_ARGUMENT",
      `Parameter "x": value is ${shown}; give a text, a finite number, true, false or null.`,
    ),
  );
});
