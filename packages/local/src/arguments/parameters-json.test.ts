import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parametersJson } from "./parameters-json.ts";

test("parameters are read back exactly, the sign of zero too", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), value)), (entries) => {
      const parameters = Object.fromEntries(entries);
      const read: unknown = JSON.parse(parametersJson(parameters));
      // Names are compared one by one: `__proto__` is a name like any other.
      expect(Object.entries(read as object)).toEqual(Object.entries(parameters));
    }),
  );
  expect(parametersJson({ zero: -0 })).toBe('{"zero": -0}\n');
});
