import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { bool } from "./bool.ts";
import { defineComponent } from "./define-component.ts";
import { float } from "./float.ts";
import { int } from "./int.ts";
import { str } from "./str.ts";

const build = (): never => {
  throw new Error("not built");
};

test("a component is what it was defined by", () => {
  const params = { x: int(), trial_idx: int(), tracker_base: str() };
  expect(defineComponent({ params, build })).toEqual({ params, build });
  expect(defineComponent({ name: "trainer", params, build }).name).toBe("trainer");
});

test("parameters that the runner fills in have their types", () => {
  expect(() => defineComponent({ params: { trial_idx: str() }, build })).toThrow(
    new RunnerError(
      "INVALID_ARGUMENT",
      "defineComponent: trial_idx is str(); the runner fills it in, declare it as int().",
    ),
  );
  const params = { tracker_base: float() };
  expect(() => defineComponent({ name: "trainer", params, build })).toThrow(
    'defineComponent("trainer"): tracker_base is float()',
  );
});

test("a default is a value of the parameter", () => {
  expect(int({ default: 3 })).toEqual({ kind: "int", hasDefault: true, default: 3 });
  expect(float({ default: NaN })).toEqual({ kind: "float", hasDefault: true, default: NaN });
  expect(bool({ default: false })).toEqual({ kind: "bool", hasDefault: true, default: false });
  expect(str()).toEqual({ kind: "str", hasDefault: false });
  expect(() => int({ default: 3.5 })).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("int({ default }): default is 3.5; give a whole") as string,
    }),
  );
  expect(() => str({ default: "a\0" })).toThrow("NUL");
});
