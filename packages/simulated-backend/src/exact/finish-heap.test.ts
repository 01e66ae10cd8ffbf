import { array, assert, boolean, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { FinishHeap } from "./finish-heap.ts";

test("comes out by finish, equal ones by start and row, after any mixture of operations", () => {
  const finishes = array(tuple(nat({ max: 20 }), nat({ max: 3 }), boolean()), { maxLength: 300 });
  assert(
    property(finishes, (operations) => {
      const startTime = Float64Array.from(operations, (_, row) => Math.floor(row / 3));
      const heap = new FinishHeap({ startTime });
      let model: { finish: number; row: number }[] = [];
      for (const [row, [finish, operation]] of operations.entries()) {
        if (operation === 3 && model.length > 0) {
          heap.replaceFirst(row, finish);
          model.shift();
          model.push({ finish, row });
        } else if (operation === 2 && model.length > 0) {
          heap.removeFirst();
          model.shift();
        } else {
          heap.add(row, finish);
          model.push({ finish, row });
        }
        if (operation === 1 && row % 7 === 0) {
          heap.retain((kept) => kept % 2 === 0);
          model = model.filter((kept) => kept.row % 2 === 0);
        }
        // Three rows each start at one time, so rows tell the order of their starts.
        model.sort((a, b) => a.finish - b.finish || a.row - b.row);
        expect(heap.size).toBe(model.length);
        expect(heap.firstRow).toBe(model[0]?.row ?? -1);
        expect(heap.firstFinish).toBe(model[0]?.finish ?? Infinity);
      }
      expect(heap.rowsByStart()).toEqual(model.map(({ row }) => row).toSorted((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});
