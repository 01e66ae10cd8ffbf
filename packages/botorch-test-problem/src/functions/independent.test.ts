import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { testProblem, type TestProblem } from "./index.ts";
import { worstError } from "../../scripts/worst-error.ts";

/** Formulas typed in again from BoTorch's source by somebody else, at other points. */
type Entry = {
  readonly cls: string;
  readonly kwargs: { readonly dim?: number; readonly m?: number; readonly buf?: string };
  readonly dim: number;
  readonly X: readonly (readonly number[])[];
  readonly f: readonly (number | readonly number[])[];
  readonly slack?: readonly (readonly number[])[];
  readonly optimizers: readonly (readonly number[])[] | null;
  readonly f_at_optimizers?: readonly (number | readonly number[])[];
};

const { functions } = JSON.parse(
  readFileSync(new URL("independent.golden.json", import.meta.url), "utf8"),
) as { readonly functions: Readonly<Record<string, Entry>> };

/** Taken from a source in which this function had other bounds and another sign. */
const changedSince = new Set(["AugmentedRosenbrock", "AugmentedRosenbrock_d5"]);
/** The entries whose constants are as published; the others have them as 32-bit floats. */
const published = /^(Constrained|Augmented)?(Hartmann|Shekel)((?!float32).)*$/;

describe.each(Object.entries(functions).filter(([name]) => !changedSince.has(name)))(
  "%s",
  (name, entry) => {
    test("agrees", () => {
      const problem = make(name, entry);
      const errors = entry.X.flatMap((point, i) => [
        worstError(problem.evaluateTrue(point), [entry.f[i] ?? []].flat()),
        worstError(problem.evaluateSlackTrue(point), entry.slack?.[i] ?? []),
      ]);
      const errorsAtOptimizers = (entry.f_at_optimizers ?? []).map((value, i) =>
        worstError(problem.evaluateTrue(entry.optimizers?.[i] ?? []), [value].flat()),
      );
      expect(Math.max(...errors, ...errorsAtOptimizers)).toBeLessThanOrEqual(1e-12);
    });
  },
);

function make(name: string, { cls, kwargs, dim }: Entry): TestProblem {
  const needsDim = /^(C2)?(DTLZ|DH|ZDT|MW)\d/.test(cls);
  const { m, dim: givenDim } = kwargs;
  return (testProblem as (name: string, options: object) => TestProblem)(cls, {
    ...(needsDim && { dim }),
    ...(givenDim !== undefined && { dim: givenDim }),
    ...(m !== undefined && { [cls === "Shekel" ? "m" : "numObjectives"]: m }),
    ...(published.test(name) && { constantsPrecision: "float64" }),
  });
}
