import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstAtLeast } from "./first-at-least.ts";

test("is where a search from the front ends", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ max: 10 }), (any, value) => {
      const items = any.toSorted((a, b) => a - b).map((at) => ({ at }));
      const searched = items.findIndex(({ at }) => at >= value);
      const place = firstAtLeast(items, value, ({ at }) => at);
      expect(place).toBe(searched === -1 ? items.length : searched);
    }),
  );
});
