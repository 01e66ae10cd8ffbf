import * as fc from "fast-check";
import { expect, test } from "vitest";
import { OrderedValues } from "./ordered-values.ts";

test("are what was given, and added, and not taken", () => {
  const numbers = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 9 });
  fc.assert(
    fc.property(numbers, numbers, fc.nat(), (given, added, take) => {
      const values = new OrderedValues(given);
      for (const value of added) values.replace(undefined, value);
      const left = [...given, ...added];
      for (const value of left.splice(0, take % (left.length + 1)))
        values.replace(value, undefined);
      expect(values.size).toBe(left.length);
      for (const value of [-4, -1, 0.5, 3]) {
        expect(values.below(value)).toBe(left.filter((one) => one < value).length);
      }
    }),
  );
});

test.each([
  [0, 1],
  [0.5, 3],
  [0.625, 4],
  [1, 9],
])("at share %j of the way through 1, 2, 3, 5, 9 is %j", (share, value) => {
  expect(new OrderedValues([9, 1, 5, 2, 3]).quantile(share)).toBe(value);
});
