import type {
  BaseTrial,
  ParametersMarker,
  ParametersOf,
  PolledStatuses,
  RunMetadata,
  Runner,
} from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expectTypeOf, test } from "vitest";
import { bool } from "./bool.ts";
import type { Component } from "./component.ts";
import type { ComponentConstants, NoConstants } from "./component-constants.ts";
import type { ComponentOptions } from "./component-options.ts";
import { defineComponent } from "./define-component.ts";
import { float } from "./float.ts";
import { int } from "./int.ts";
import type { ParametersTaken } from "./parameters-taken.ts";
import { str } from "./str.ts";

const app = { name: "a", roles: [{ name: "a", image: "", entrypoint: "true" }] } as const;

const component = defineComponent({
  params: {
    layers: int(),
    lr: float(),
    label: str(),
    flag: bool({ default: true }),
    trial_idx: int(),
    tracker_base: str(),
  },
  build: (args, { text }) => {
    expectTypeOf(args).toEqualTypeOf<{
      readonly layers: number;
      readonly lr: number;
      readonly label: string;
      readonly flag: boolean;
      readonly trial_idx: number;
      readonly tracker_base: string;
    }>();
    expectTypeOf(text.lr).toEqualTypeOf<string>();
    // @ts-expect-error it declares no such parameter
    void text.rate;
    return app;
  },
});

/** A runner as `TorchXRunner` is one. */
class TypedRunner<
  const C extends Component | string,
  const K extends ComponentConstants = NoConstants,
> implements Runner<ParametersTaken<C, K>> {
  declare readonly "~parameters"?: C extends string
    ? never
    : ParametersMarker<ParametersTaken<C, K>>;
  readonly options: ComponentOptions<C, K>;
  constructor(options: ComponentOptions<C, K>) {
    this.options = options;
  }
  run(_trial: BaseTrial<ParametersTaken<C, K>>): Promise<RunMetadata> {
    return Promise.resolve({});
  }
  pollTrialStatus(): Promise<PolledStatuses> {
    return Promise.resolve(new Map());
  }
}

const plain = new TypedRunner({ component });
const withConstants = new TypedRunner({ component, componentConstParams: { label: "a" } });
const named = new TypedRunner({ component: "utils.booth", componentConstParams: { x2: 1 } });

test("a runner takes what its component declares, but what the runner fills in", () => {
  expectTypeOf<ParametersOf<typeof plain>>().toEqualTypeOf<{
    readonly layers: number;
    readonly lr: number;
    readonly label: string;
    readonly flag?: boolean;
  }>();
  expectTypeOf<ParametersOf<typeof withConstants>>().toEqualTypeOf<{
    readonly layers: number;
    readonly lr: number;
    readonly label?: string;
    readonly flag?: boolean;
  }>();
});

test("a component given by its name takes any parameters", () => {
  expectTypeOf(named).toExtend<Runner<{ readonly x1: number }>>();
  expectTypeOf(named).toExtend<Runner<{ readonly other: string }>>();
  void named.run(makeTrial({ x1: 1 }));
});

test("parameters are invariant", () => {
  type Fits = { readonly layers: number; readonly lr: number; readonly label: string };
  expectTypeOf(plain).toExtend<Runner>();
  expectTypeOf(plain).toExtend<Runner<Fits>>();
  expectTypeOf(plain).toExtend<Runner<Fits & { readonly flag?: boolean }>>();
  expectTypeOf(plain).not.toExtend<Runner<Omit<Fits, "lr">>>();
  expectTypeOf(plain).not.toExtend<Runner<Omit<Fits, "lr"> & { readonly lr: string }>>();
  expectTypeOf(withConstants).toExtend<Runner<Omit<Fits, "label">>>();
  expectTypeOf(withConstants).not.toExtend<Runner<Omit<Fits, "label" | "lr">>>();
});

test("trials and constants that do not fit do not compile", () => {
  void plain.run(makeTrial({ layers: 1, lr: 0.1, label: "a" }));
  void withConstants.run(makeTrial({ layers: 1, lr: 0.1 }));
  // @ts-expect-error label is missing
  void plain.run(makeTrial({ layers: 1, lr: 0.1 }));
  // @ts-expect-error lr is a number
  void plain.run(makeTrial({ layers: 1, lr: "0.1", label: "a" }));
  // @ts-expect-error it has no such parameter
  void new TypedRunner({ component, componentConstParams: { labels: "a" } });
  // @ts-expect-error label is a text
  void new TypedRunner({ component, componentConstParams: { label: 1 } });
  // @ts-expect-error the runner fills it in
  void new TypedRunner({ component, componentConstParams: { trial_idx: 1 } });
});
