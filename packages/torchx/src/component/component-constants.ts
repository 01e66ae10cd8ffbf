import type { ParameterValue } from "@runners/core";
import type { Component, ComponentValues } from "./component.ts";
import type { RunnerParameter } from "./runner-parameters.ts";

/** What `componentConstParams` may hold for a component, or for one given by its name. */
export type ComponentConstants<C extends Component | string = string> =
  C extends Component<infer S>
    ? { readonly [N in Exclude<keyof S, RunnerParameter>]?: ComponentValues<S>[N] }
    : { readonly [name: string]: ComponentConstant };

/** The value of one constant; arrays and objects are Python's lists and dicts. */
export type ComponentConstant =
  | ParameterValue
  | readonly ParameterValue[]
  | { readonly [key: string]: ParameterValue };

/** No constants. */
export type NoConstants = { readonly [name in never]: never };
