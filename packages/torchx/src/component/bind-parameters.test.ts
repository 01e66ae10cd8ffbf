import { RunnerError, type Parameterization } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { bindParameters, type NamedComponent } from "./bind-parameters.ts";
import type { ComponentConstants } from "./component-constants.ts";
import { defineComponent } from "./define-component.ts";
import { float } from "./float.ts";
import { int } from "./int.ts";
import { str } from "./str.ts";

const parameter = { optional: false, hasDefault: false, variadic: false };
const booth: NamedComponent = {
  name: "utils.booth",
  signature: [
    { ...parameter, name: "x1", type: { kind: "float" } },
    { ...parameter, name: "x2", type: { kind: "float" } },
    { ...parameter, name: "trial_idx", type: { kind: "int" }, hasDefault: true },
    { ...parameter, name: "tracker_base", type: { kind: "str" }, hasDefault: true },
  ],
};

function bind(parameters: Parameterization, constants: ComponentConstants = {}): unknown {
  const trial = makeTrial(parameters, { index: 7 });
  return bindParameters(booth, trial, {
    constants,
    trackerBase: "/results",
    scheduler: "local_cwd",
  });
}

test("a component of TorchX gets parameters, constants and what the runner fills in", () => {
  expect(bind({ x1: 1 }, { x1: 9, x2: -1e-7 })).toStrictEqual({
    kind: "component",
    name: "utils.booth",
    arguments: {
      x1: { type: "float", value: "1.0" },
      x2: { type: "float", value: "-1e-7" },
      trial_idx: { type: "int", value: "7" },
      tracker_base: { type: "str", value: "/results" },
    },
  });
});

test.each([NaN, Infinity, -Infinity])("the float %s arrives as Python writes it", (x1) => {
  const written = Number.isNaN(x1) ? "nan" : x1 > 0 ? "inf" : "-inf";
  expect(bind({ x1, x2: 0 })).toHaveProperty("arguments.x1.value", written);
});

test("what is missing, unexpected or of another type is named in one error", () => {
  let error: unknown;
  try {
    bind({ x2: "0.5", depth: 3 });
  } catch (caught) {
    error = caught;
  }
  expect(RunnerError.is(error, "INVALID_TRIAL")).toBe(true);
  for (const name of ["x1", "x2", "depth"]) expect(String(error)).toContain(name);
});

test("a constant that does not fit is the runner's mistake, not the trial's", () => {
  expect(() => bind({ x1: 1 }, { x2: "a" })).toThrow(
    expect.objectContaining({ code: "INVALID_ARGUMENT" }),
  );
});

test("a batch is refused", () => {
  const batch = makeBatchTrial([{ x1: 1 }, { x1: 2 }], { index: 7 });
  const options = { constants: { x2: 1 }, trackerBase: "/results", scheduler: "local_cwd" };
  expect(() => bindParameters(booth, batch, options)).toThrow(
    expect.objectContaining({ code: "INVALID_TRIAL" }),
  );
});

test("a component in TypeScript builds the app, in which a value smuggles no macro", () => {
  const component = defineComponent({
    params: { lr: float(), layers: int({ default: 2 }), label: str() },
    build: (_args, { text }) => ({
      name: "a",
      roles: [
        {
          name: "trainer",
          image: "",
          entrypoint: "python",
          args: [text.lr, text.layers, text.label],
        },
      ],
    }),
  });
  const trial = makeTrial({ lr: 1, label: "${app_id} $5" }, { index: 0 });
  const options = { constants: {}, trackerBase: "/results", scheduler: "local_cwd" };
  expect(bindParameters(component, trial, options)).toMatchObject({
    kind: "app",
    app: { roles: [{ args: ["1.0", "2", "$${app_id} $$5"] }] },
  });
});
