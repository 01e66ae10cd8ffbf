import type { Parameterization } from "@runners/core";
import type { Component } from "./component.ts";
import type { ParameterSpec, ParameterSpecs, ValueOfKind } from "./parameter-spec.ts";
import type { RunnerParameter } from "./runner-parameters.ts";

/**
 * The parameterization that a component takes from a trial: all that it declares, but what the
 * runner fills in. What has a default or is among the constants `K` may be left out. A component
 * given by its name takes any.
 */
export type ParametersTaken<C extends Component | string, K> =
  C extends Component<infer S> ? Flat<Required<S, K> & Optional<S, K>> : Parameterization;

type Required<S extends ParameterSpecs, K> = {
  readonly [N in Exclude<keyof S, RunnerParameter | LeftOut<S, K>>]: ValueOfKind<S[N]["kind"]>;
};

type Optional<S extends ParameterSpecs, K> = {
  readonly [N in Exclude<Extract<keyof S, LeftOut<S, K>>, RunnerParameter>]?: ValueOfKind<
    S[N]["kind"]
  >;
};

type LeftOut<S extends ParameterSpecs, K> =
  | keyof K
  | { [N in keyof S]: S[N] extends ParameterSpec<S[N]["kind"], true> ? N : never }[keyof S];

type Flat<T> = { [N in keyof T]: T[N] };
