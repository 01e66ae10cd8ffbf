import type { AppDef } from "../app-def/app-def.ts";
import { macros } from "../app-def/macros.ts";
import { RunnerError, type Parameterization } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { bindParameters, type NamedComponent } from "./bind-parameters.ts";
import { bool } from "./bool.ts";
import type { ComponentConstants } from "./component-constants.ts";
import type { ComponentParameter } from "./component-signature.ts";
import { defineComponent } from "./define-component.ts";
import { float } from "./float.ts";
import { int } from "./int.ts";
import { str } from "./str.ts";

const context = { constants: {}, trackerBase: "/results", scheduler: "local_cwd" };

function parameter(
  name: string,
  kind: "int" | "float" | "str" | "bool",
  more: Partial<ComponentParameter> = {},
): ComponentParameter {
  return { name, type: { kind }, optional: false, hasDefault: false, variadic: false, ...more };
}

const booth: NamedComponent = {
  name: "utils.booth",
  signature: [
    parameter("x1", "float"),
    parameter("x2", "float"),
    parameter("trial_idx", "int", { hasDefault: true }),
    parameter("tracker_base", "str", { hasDefault: true }),
    parameter("image", "str", { hasDefault: true }),
  ],
};

function argumentsFor(
  component: NamedComponent,
  parameters: Parameterization,
  constants: ComponentConstants = {},
): unknown {
  const source = bindParameters(component, makeTrial(parameters, { index: 3 }), {
    ...context,
    constants,
  });
  return source.kind === "component" ? source.arguments : source;
}

function refusal(attempt: () => unknown): RunnerError {
  try {
    attempt();
  } catch (error) {
    if (RunnerError.is(error)) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("a component of TorchX", () => {
  test("gets the arm's parameters, and what the runner fills in where it is declared", () => {
    expect(argumentsFor(booth, { x1: 1, x2: -1e-7 })).toEqual({
      x1: { type: "float", value: "1.0" },
      x2: { type: "float", value: "-1e-7" },
      trial_idx: { type: "int", value: "3" },
      tracker_base: { type: "str", value: "/results" },
    });
    const bare = { name: "bare", signature: [parameter("x1", "int")] };
    expect(argumentsFor(bare, { x1: 1 })).toEqual({ x1: { type: "int", value: "1" } });
  });

  test("gets the experiment's name, which there has to be", () => {
    const named = { name: "named", signature: [parameter("experiment_name", "str")] };
    expect(argumentsFor(named, {})).toEqual({
      experiment_name: { type: "str", value: "experiment" },
    });
    const unnamed = makeTrial({}, { experiment: { runningTrialIndices: [] } });
    const error = refusal(() => bindParameters(named, unnamed, context));
    expect(error.code).toBe("INVALID_TRIAL");
    expect(error.message).toContain("the experiment has no name; name it, or give");
    const signature = [parameter("experiment_name", "str", { hasDefault: true })];
    expect(bindParameters({ name: "named", signature }, unnamed, context)).toEqual({
      kind: "component",
      name: "named",
      arguments: {},
    });
  });

  test("gets constants for the rest, and an arm's value rather than a constant", () => {
    const constants = { x2: 5, image: "repo/${app_id}" };
    expect(argumentsFor(booth, { x1: 1 }, constants)).toMatchObject({
      x2: { type: "float", value: "5.0" },
      image: { type: "str", value: "repo/${app_id}" },
    });
    expect(argumentsFor(booth, { x1: 1, x2: 2, image: "$x" }, constants)).toMatchObject({
      x2: { type: "float", value: "2.0" },
      image: { type: "str", value: "$$x" },
    });
  });

  test("lists all that does not fit in one error", () => {
    const error = refusal(() => argumentsFor(booth, { x1: "1", x3: 1, trial_idx: 7 }));
    expect(error).toMatchObject({ code: "INVALID_TRIAL", trialIndex: 3 });
    expect(error.message).toBe(
      'Trial 3 does not fit the component "utils.booth": "x3" is none of its parameters; ' +
        "trial_idx is filled in by the runner; leave it out; " +
        'x1 is "1"; give a number; ' +
        "x2 is missing; give float, or a constant in componentConstParams. " +
        "It takes x1: float, x2: float, trial_idx: int (has a default), " +
        "tracker_base: str (has a default), image: str (has a default).",
    );
  });

  test("constants that do not fit are the caller's to mend", () => {
    const constants = { x2: "2", x4: 1, tracker_base: "/other" };
    const error = refusal(() => argumentsFor(booth, { x1: 1 }, constants));
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain('componentConstParams has "x4", which is none of');
    expect(error.message).toContain('componentConstParams has "tracker_base", which the runner');
    expect(error.message).toContain('componentConstParams.x2 is "2"; give a number');
  });

  test("takes null where None is a value, lists and dicts from constants, and *args", () => {
    const component = {
      name: "c",
      signature: [
        parameter("maybe", "int", { optional: true }),
        parameter("many", "int", { type: { kind: "list", of: "int" } }),
        parameter("rest", "str", { variadic: true }),
      ],
    };
    const many = { type: "list", value: [{ type: "int", value: "1" }] };
    expect(argumentsFor(component, { maybe: null }, { many: [1] })).toEqual({
      maybe: { type: "none" },
      many,
    });
    expect(argumentsFor(component, { maybe: 2 }, { many: [1], rest: ["--", "$a"] })).toEqual({
      maybe: { type: "int", value: "2" },
      many,
      rest: {
        type: "list",
        value: [
          { type: "str", value: "--" },
          { type: "str", value: "$a" },
        ],
      },
    });
    expect(refusal(() => argumentsFor(booth, { x1: null, x2: 1 })).message).toContain(
      "x1 is null; give a number",
    );
  });

  test("what the runner fills in has to have its type", () => {
    const component = { name: "c", signature: [parameter("trial_idx", "str")] };
    const error = refusal(() => argumentsFor(component, {}));
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain("trial_idx, which the runner fills in, is 3; give a string");
  });

  test("takes names that objects have by themselves for names", () => {
    const component = { name: "c", signature: [parameter("__proto__", "int")] };
    const bound = argumentsFor(component, JSON.parse('{"__proto__": 1}') as Parameterization);
    expect(Object.entries(bound as object)).toEqual([["__proto__", { type: "int", value: "1" }]]);
    expect(refusal(() => argumentsFor(booth, { x1: 1, x2: 1, constructor: 1 })).message).toContain(
      '"constructor" is none of its parameters',
    );
  });
});

describe("a component in TypeScript", () => {
  const seen: unknown[] = [];
  const component = defineComponent({
    name: "trainer",
    params: {
      layers: int(),
      lr: float(),
      label: str(),
      flag: bool({ default: true }),
      trial_idx: int(),
      tracker_base: str(),
      experiment_name: str({ default: "unnamed" }),
    },
    build: (args, { text }): AppDef => {
      seen.push(args);
      return {
        name: "trainer",
        roles: [
          {
            name: "trainer",
            image: "image",
            entrypoint: "train",
            args: [...Object.values(text), `id=${macros.appId}`],
            env: { LABEL: args.label },
          },
        ],
      };
    },
  });

  test("builds the app from values and their texts; texts are literal, macros are filled in", () => {
    const trial = makeTrial({ layers: -0, lr: 1, label: "${app_id}" }, { index: 3 });
    expect(bindParameters(component, trial, context)).toEqual({
      kind: "app",
      app: {
        name: "trainer",
        roles: [
          {
            name: "trainer",
            image: "image",
            entrypoint: "train",
            args: ["0", "1.0", "$${app_id}", "True", "3", "/results", "experiment", "id=${app_id}"],
            env: { LABEL: "$${app_id}" },
          },
        ],
      },
    });
    expect(seen.at(-1)).toEqual({
      layers: 0,
      lr: 1,
      label: "${app_id}",
      flag: true,
      trial_idx: 3,
      tracker_base: "/results",
      experiment_name: "experiment",
    });
  });

  test("is refused parameters that are not its own, before it is built", () => {
    const built = seen.length;
    const trial = makeTrial({ layers: 1.5, lr: "1", depth: 1 }, { index: 3 });
    expect(refusal(() => bindParameters(component, trial, context)).message).toBe(
      'Trial 3 does not fit the component "trainer": "depth" is none of its parameters; ' +
        "layers is 1.5; give a whole number from -(2^53 - 1) to 2^53 - 1; " +
        'lr is "1"; give a number; ' +
        "label is missing; give str, or a constant in componentConstParams. " +
        "It takes layers: int, lr: float, label: str, flag: bool (has a default), " +
        "trial_idx: int, tracker_base: str, experiment_name: str (has a default).",
    );
    expect(seen.length).toBe(built);
  });

  test("is not called by a name that nobody gave it", () => {
    const unnamed = defineComponent({
      params: { x: int() },
      build: () => expect.unreachable(),
    });
    expect(refusal(() => bindParameters(unnamed, makeTrial({}), context)).message).toContain(
      "does not fit the component: x is missing",
    );
  });

  test("no value is taken for a macro", () => {
    const trial = makeTrial({ layers: 1, lr: 1, label: macros.appId });
    expect(refusal(() => bindParameters(component, trial, context)).message).toContain(
      "label has a NUL character",
    );
  });

  test("what build throws, and what it builds wrongly, fails the trial", () => {
    const cause = new Error("no such shape");
    const throws = defineComponent({
      params: {},
      build: () => {
        throw cause;
      },
    });
    const error = refusal(() => bindParameters(throws, makeTrial({}), context));
    expect(error).toMatchObject({ code: "INVALID_TRIAL", cause });
    expect(error.message).toContain("build of the component threw: no such shape");
    const wrong = defineComponent({
      params: {},
      build: () => ({ name: "a", roles: [{ name: "a b", image: "", entrypoint: "" }] }),
    });
    expect(refusal(() => bindParameters(wrong, makeTrial({}), context))).toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("the component built an app that cannot") as string,
    });
  });
});

test("a batch trial is refused", () => {
  const error = refusal(() =>
    bindParameters(booth, makeBatchTrial([{ x1: 1 }, { x1: 2 }]), context),
  );
  expect(error.code).toBe("INVALID_TRIAL");
  expect(error.message).toContain("give each arm a trial of its own");
});
