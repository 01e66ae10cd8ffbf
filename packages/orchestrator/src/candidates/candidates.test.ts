import type { Parameterization, ParameterValue } from "@runners/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Parameter } from "../space/parameter.ts";
import { searchSpace, type SearchSpace } from "../space/search-space.ts";
import { grid } from "./grid.ts";
import { sobol } from "./sobol.ts";
import { uniform } from "./uniform.ts";

const name = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
const value: fc.Arbitrary<ParameterValue> = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

function ascending(number: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> {
  return fc
    .uniqueArray(number, { minLength: 2, maxLength: 2, comparator: "SameValueZero" })
    .map(([a = 0, b = 0]) => [Math.min(a, b), Math.max(a, b)]);
}

const finite = { noNaN: true, noDefaultInfinity: true } as const;
const parameter: fc.Arbitrary<Parameter> = fc.oneof(
  fc.record({
    name,
    type: fc.constant("float" as const),
    bounds: ascending(fc.double(finite)),
    scale: fc.constantFrom("linear" as const, undefined),
  }),
  fc.record({
    name,
    type: fc.constant("float" as const),
    bounds: ascending(fc.double({ ...finite, min: Number.MIN_VALUE })),
    scale: fc.constant("log" as const),
  }),
  fc.record({
    name,
    type: fc.constant("int" as const),
    bounds: ascending(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 }))),
    scale: fc.constantFrom("linear" as const, undefined),
  }),
  fc.record({
    name,
    type: fc.constant("int" as const),
    bounds: ascending(
      fc.oneof(fc.maxSafeNat(), fc.nat({ max: 9 })).map((number) => Math.max(number, 1)),
    ),
    scale: fc.constant("log" as const),
  }),
  fc.record({
    name,
    type: fc.constant("choice" as const),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 5, comparator: "SameValueZero" }),
  }),
  fc.record({ name, type: fc.constant("fixed" as const), value }),
);
const space: fc.Arbitrary<SearchSpace> = fc.uniqueArray(parameter, {
  minLength: 1,
  maxLength: 6,
  selector: (each) => each.name,
});

type Source = (space: SearchSpace) => Iterable<Parameterization>;
const source: fc.Arbitrary<Source> = fc.oneof(
  fc.option(fc.nat({ max: 40 }), { nil: undefined }).map(
    (points): Source =>
      (over) =>
        grid(over, points === 0 ? {} : { points }),
  ),
  fc
    .record({
      seed: fc.option(fc.maxSafeInteger(), { nil: undefined }),
      skip: fc.nat({ max: 2 ** 31 - 1 }),
    })
    .map(
      (options): Source =>
        (over) =>
          sobol(over, options),
    ),
  fc.maxSafeInteger().map(
    (seed): Source =>
      (over) =>
        uniform(over, { seed }),
  ),
);

function fits(each: Parameter, got: ParameterValue | undefined): boolean {
  if (each.type === "fixed") return Object.is(got, each.value);
  if (each.type === "choice") return each.values.some((one) => Object.is(got, one));
  const [lower, upper] = each.bounds;
  const whole = each.type === "float" || Number.isInteger(got);
  return typeof got === "number" && whole && lower <= got && got <= upper;
}

test("every candidate has a value of every parameter that the parameter may have", () => {
  fc.assert(
    fc.property(space, source, (parameters, candidatesOf) => {
      let seen = 0;
      for (const candidate of Iterator.from(candidatesOf(searchSpace(parameters))).take(50)) {
        expect(Object.keys(candidate).toSorted()).toEqual(
          parameters.map((each) => each.name).toSorted(),
        );
        for (const each of parameters)
          expect(candidate[each.name]).toSatisfy(fits.bind(null, each));
        seen += 1;
      }
      expect(seen).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test("every iteration begins anew, even while another goes on", () => {
  fc.assert(
    fc.property(space, source, (parameters, candidatesOf) => {
      const candidates = candidatesOf(parameters);
      const all = Iterator.from(candidates).take(20).toArray();
      const one = candidates[Symbol.iterator]();
      for (const [index, expected] of all.entries()) {
        expect(one.next().value).toEqual(expected);
        const other = Iterator.from(candidates).take(index + 1);
        expect(other.toArray()).toEqual(all.slice(0, index + 1));
      }
    }),
  );
});

test("a grid has each combination once", () => {
  fc.assert(
    fc.property(space, fc.integer({ min: 1, max: 4 }), (parameters, points) => {
      const rows = Array.from(grid(parameters, { points }), (row) =>
        JSON.stringify(parameters.map((each) => row[each.name])),
      );
      expect(new Set(rows).size).toBe(rows.length);
      let product = 1;
      for (const each of parameters) {
        product *= new Set(
          rows.map((row) => JSON.stringify(JSON.parse(row)[parameters.indexOf(each)])),
        ).size;
      }
      expect(rows).toHaveLength(product);
    }),
  );
});
