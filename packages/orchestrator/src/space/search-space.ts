import { checkSpace } from "./check-space.ts";
import type { Parameter } from "./parameter.ts";

/** The parameters of an experiment, at least one, no two of one name; plain data that JSON keeps. */
export type SearchSpace = readonly Parameter[];

/**
 * The parameterization that a search space describes: `number` for float and int parameters, one of
 * its values for a choice, and for a fixed one the type of its value (`30` is a `number`).
 */
export type ParametersIn<S extends SearchSpace> = {
  readonly [P in S[number] as P["name"]]: ValueOf<P>;
};

type ValueOf<P extends Parameter> = P extends { readonly type: "choice" }
  ? P["values"][number]
  : P extends { readonly type: "fixed" }
    ? Widened<P["value"]>
    : number;

type Widened<V> = V extends string
  ? string
  : V extends number
    ? number
    : V extends boolean
      ? boolean
      : V;

/**
 * The parameters themselves, checked, and typed by name and value for {@link ParametersIn}.
 *
 * ```ts
 * const space = searchSpace([
 *   { name: "learningRate", type: "float", bounds: [1e-4, 1e-1], scale: "log" },
 *   { name: "layers", type: "int", bounds: [1, 4] },
 *   { name: "optimizer", type: "choice", values: ["sgd", "adam"] },
 *   { name: "epochs", type: "fixed", value: 30 },
 * ]);
 * ```
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the parameter, the field, the value and the remedy
 */
export function searchSpace<const S extends SearchSpace>(parameters: S): S {
  checkSpace(parameters);
  return parameters;
}
