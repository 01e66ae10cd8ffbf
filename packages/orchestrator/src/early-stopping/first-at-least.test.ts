import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstAtLeast } from "./first-at-least.ts";

test("is where a search from the front ends", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ max: 10 }), (any, value) => {
      const values = any.toSorted((a, b) => a - b);
      const searched = values.findIndex((one) => one >= value);
      expect(firstAtLeast(values, value)).toBe(searched === -1 ? values.length : searched);
    }),
  );
});
