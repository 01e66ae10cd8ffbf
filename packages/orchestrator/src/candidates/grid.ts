import type { ParameterValue } from "@runners/core";
import { checkKeys } from "../space/check-keys.ts";
import { checkSpace } from "../space/check-space.ts";
import type { ParametersIn, SearchSpace } from "../space/search-space.ts";
import { gridLevels } from "./grid-levels.ts";
import { gridPoints } from "./grid-points.ts";

type RangeName<S extends SearchSpace> = Extract<
  S[number],
  { readonly type: "float" | "int" }
>["name"];

export type GridOptions<S extends SearchSpace = SearchSpace> = {
  /**
   * How many values of a float or int parameter to try, evenly spaced on its scale with both bounds
   * among them (1 takes the middle): one whole number for all, or one for each by name. An int
   * parameter with fewer values has fewer. Default: 5 of a float parameter, all of an int parameter.
   */
  readonly points?: number | { readonly [Name in RangeName<S>]?: number | undefined } | undefined;
};

/**
 * Candidates with every combination of values: all of a choice, and of a float or int parameter those
 * that {@link GridOptions} says. The last parameter varies fastest. Nothing is made before it is asked
 * for. Every iteration begins anew and gives the same ones.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a space or an option that cannot be
 */
export function grid<const S extends SearchSpace>(
  space: S,
  options: GridOptions<S> = {},
): Iterable<ParametersIn<S>> {
  checkSpace(space);
  checkKeys("Options of grid", options, ["points"]);
  const points = gridPoints(space, options.points);
  const axes = space.map((parameter) => ({
    name: parameter.name,
    levels: () => gridLevels(parameter, points.get(parameter.name)),
  }));
  return {
    *[Symbol.iterator]() {
      for (const entries of combinations(axes, [])) {
        yield Object.fromEntries(entries) as ParametersIn<S>;
      }
    },
  };
}

type Axis = { readonly name: string; levels(): Iterable<ParameterValue> };
type Entries = readonly (readonly [name: string, value: ParameterValue])[];

/** Every way to go on from the entries chosen for the first axes. */
function* combinations(axes: readonly Axis[], chosen: Entries): Generator<Entries, void> {
  const axis = axes[chosen.length];
  if (axis === undefined) yield chosen;
  else {
    for (const value of axis.levels()) yield* combinations(axes, [...chosen, [axis.name, value]]);
  }
}
