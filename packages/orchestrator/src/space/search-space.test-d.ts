import type { Parameterization, ParameterValue } from "@runners/core";
import { expectTypeOf, test } from "vitest";
import { grid } from "../candidates/grid.ts";
import { sobol } from "../candidates/sobol.ts";
import { uniform } from "../candidates/uniform.ts";
import { searchSpace, type ParametersIn, type SearchSpace } from "./search-space.ts";

const space = searchSpace([
  { name: "lr", type: "float", bounds: [1e-4, 1e-1], scale: "log" },
  { name: "layers", type: "int", bounds: [1, 4] },
  { name: "optimizer", type: "choice", values: ["sgd", "adam"] },
  { name: "batch", type: "choice", values: [16, 32, null] },
  { name: "epochs", type: "fixed", value: 30 },
  { name: "shuffle", type: "fixed", value: true },
  { name: "dataset", type: "fixed", value: "penguins" },
  { name: "teacher", type: "fixed", value: null },
]);

type Expected = {
  readonly lr: number;
  readonly layers: number;
  readonly optimizer: "sgd" | "adam";
  readonly batch: 16 | 32 | null;
  readonly epochs: number;
  readonly shuffle: boolean;
  readonly dataset: string;
  readonly teacher: null;
};

test("the parameterization is inferred from the space", () => {
  expectTypeOf<ParametersIn<typeof space>>().toEqualTypeOf<Expected>();
  expectTypeOf(space).toExtend<SearchSpace>();
  expectTypeOf<ParametersIn<typeof space>>().toExtend<Parameterization>();
});

test("candidates are of that type, from a space with a name and from one without", () => {
  expectTypeOf(grid(space)).toEqualTypeOf<Iterable<Expected>>();
  expectTypeOf(sobol(space)).toEqualTypeOf<Iterable<Expected>>();
  expectTypeOf(uniform(space, { seed: 1 })).toEqualTypeOf<Iterable<Expected>>();
  expectTypeOf(sobol([{ name: "x", type: "choice", values: ["a", "b"] }])).toEqualTypeOf<
    Iterable<{ readonly x: "a" | "b" }>
  >();
});

test("a space that is known at run time only gives any parameterization", () => {
  expectTypeOf<ParametersIn<SearchSpace>>().toEqualTypeOf<{
    readonly [name: string]: ParameterValue;
  }>();
  expectTypeOf(grid(space as SearchSpace, { points: { anything: 3 } })).toEqualTypeOf<
    Iterable<Parameterization>
  >();
});

test("names that the space does not have do not compile", () => {
  for (const parameters of sobol(space)) {
    // @ts-expect-error -- misspelt
    void parameters.learningRate;
    // @ts-expect-error -- not one of the values
    void (parameters.optimizer === "adamw");
    // @ts-expect-error -- not to be changed
    parameters.lr = 1;
  }
  grid(space, { points: { lr: 3, layers: undefined } });
  // @ts-expect-error -- misspelt
  grid(space, { points: { rl: 3 } });
  // @ts-expect-error -- a choice has all of its values
  grid(space, { points: { optimizer: 1 } });
});

test("parameters and options of other types do not compile", () => {
  // @ts-expect-error -- one bound
  searchSpace([{ name: "x", type: "float", bounds: [0] }]);
  // @ts-expect-error -- no such type
  searchSpace([{ name: "x", type: "range", bounds: [0, 1] }]);
  // @ts-expect-error -- no such scale
  searchSpace([{ name: "x", type: "int", bounds: [1, 2], scale: "logarithmic" }]);
  // @ts-expect-error -- no value that JSON keeps
  searchSpace([{ name: "x", type: "fixed", value: 1n }]);
  // @ts-expect-error -- without a seed a rerun would give others
  uniform(space);
  // @ts-expect-error -- misspelt
  sobol(space, { sed: 1 });
});
