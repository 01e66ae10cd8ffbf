import { describe, expect, test } from "vitest";
import { CubicInterpolation } from "./cubic-interpolation.ts";

const parameters = Float64Array.of(0, 0.1, 0.15, 0.4, 0.8, 1);

const cubic = (t: number): number => 2 - 3 * t + 5 * t ** 2 - 7 * t ** 3;

describe.each([4, 5, 6])("through %d values", (count) => {
  test("it is a cubic where the values are those of one", () => {
    const spline = new CubicInterpolation(6);
    spline.fit(parameters, parameters.map(cubic), count);
    for (const t of [0, 0.05, 0.12, 0.2, 0.3, 0.4]) {
      expect(valuesAt(spline, [t])[0]).toBeCloseTo(cubic(t), 12);
    }
  });

  test("it takes the values, whatever they are", () => {
    const values = Float64Array.of(1, -2, 0.5, 4, 4, -1);
    const spline = new CubicInterpolation(6);
    spline.fit(parameters, values, count);
    const taken = valuesAt(spline, [...parameters.subarray(0, count)]);
    for (const [i, value] of taken.entries()) expect(value).toBeCloseTo(values[i] ?? NaN, 12);
  });
});

test("it can be fitted again, to fewer values", () => {
  const again = new CubicInterpolation(6);
  again.fit(parameters, Float64Array.of(1, -2, 0.5, 4, 4, -1), 6);
  again.fit(parameters, Float64Array.of(3, 1, 2, 0), 4);
  const fresh = new CubicInterpolation(4);
  fresh.fit(parameters, Float64Array.of(3, 1, 2, 0), 4);
  expect(valuesAt(again, [0.1, 0.3])).toEqual(valuesAt(fresh, [0.1, 0.3]));
});

function valuesAt(spline: CubicInterpolation, at: readonly number[]): number[] {
  const values = new Float64Array(at.length);
  spline.evaluate(Float64Array.from(at), values);
  return [...values];
}
