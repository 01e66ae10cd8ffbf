import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkSpace } from "./check-space.ts";

const lr = { name: "lr", type: "float", bounds: [1e-4, 0.1], scale: "log" };

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
  expect(() => checkSpace(value)).toThrow(new RunnerError("INVALID_ARGUMENT", message));
});
