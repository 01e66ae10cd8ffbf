import { array, assert, constantFrom, nat, oneof, property } from "fast-check";
import { expect, test } from "vitest";
import { RowOfIndex } from "./row-of-index.ts";

test("finds the latest row of each index, whether indices are dense or far apart", () => {
  const index = oneof(nat({ max: 3_000 }), nat({ max: 2 ** 31 - 1 }), constantFrom(1023, 1024));
  assert(
    property(array(index, { maxLength: 3_000, size: "max" }), (indices) => {
      const rows = new RowOfIndex();
      const model = new Map<number, number>();
      for (const [row, trialIndex] of indices.entries()) {
        rows.set(trialIndex, row);
        model.set(trialIndex, row);
      }
      for (const [trialIndex, row] of model) expect(rows.get(trialIndex)).toBe(row);
      for (const absent of [3_001, 2 ** 31, -1, 0.5, Number.NaN]) {
        expect(rows.get(absent)).toBe(model.get(absent) ?? -1);
      }
    }),
    { numRuns: 50 },
  );
});

test("finds an index that was far out when it came, once the range has grown past it", () => {
  const rows = new RowOfIndex();
  rows.set(100_000, 0);
  for (let row = 1; row < 60_000; row += 1) rows.set(row, row);
  rows.set(100_001, 60_000);
  expect([rows.get(100_000), rows.get(100_001), rows.get(59_999)]).toEqual([0, 60_000, 59_999]);
});
