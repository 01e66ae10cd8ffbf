import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectGarbage } from "../__fixtures__/collect-garbage.ts";
import { TimerHeap, type Timer } from "./timer-heap.ts";

const nothing = (): void => undefined;

/** Something that is done to a heap; `cancel` takes the nth timer that was added. */
type Step = { readonly type: "add" | "pop" | "peek" | "cancel"; readonly value: number };

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(
    "add" as const,
    "add" as const,
    "pop" as const,
    "peek" as const,
    "cancel" as const,
  ),
  // Few different times, so that many are equal.
  value: fc.nat(20),
});

/** The timers that peeking gives on the way, and that are left in the end. */
function apply(steps: readonly Step[]): readonly (Timer | undefined)[] {
  const heap = new TimerHeap();
  const added: Timer[] = [];
  const given: (Timer | undefined)[] = [];
  for (const { type, value } of steps) {
    if (type === "add") added.push(heap.add(value, nothing));
    else if (type === "pop") heap.pop();
    else if (type === "peek") given.push(heap.peek());
    else {
      const timer = added[value % Math.max(1, added.length)];
      if (timer !== undefined) heap.cancel(timer);
    }
  }
  for (let timer = heap.peek(); timer !== undefined; timer = heap.peek()) {
    given.push(timer);
    heap.pop();
  }
  return given;
}

/** The same, by an array that is sorted all the time. */
function applyNaively(steps: readonly Step[]): readonly Pick<Timer, "atMs" | "order">[] {
  const added: Pick<Timer, "atMs" | "order">[] = [];
  let sorted: typeof added = [];
  const given: (typeof added)[number][] = [];
  for (const { type, value } of steps) {
    if (type === "add") {
      const timer = { atMs: value, order: added.length };
      added.push(timer);
      sorted = [...sorted, timer].toSorted((a, b) => a.atMs - b.atMs || a.order - b.order);
    } else if (type === "pop") sorted = sorted.slice(1);
    else if (type === "peek") given.push(sorted[0] ?? nobody);
    else sorted = sorted.filter((timer) => timer !== added[value % Math.max(1, added.length)]);
  }
  return [...given, ...sorted];
}

const nobody = { atMs: -1, order: -1 };

test("gives what a sorted array would: by time, then by the order of adding", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => {
      const given = apply(steps).map((timer) =>
        timer === undefined ? nobody : { atMs: timer.atMs, order: timer.order },
      );
      expect(given).toEqual(applyNaively(steps));
    }),
  );
});

test("keeps no timers that were cancelled, however many", async () => {
  const heap = new TimerHeap();
  heap.add(0, nothing);
  const cancelled = Array.from({ length: 1_000 }, (_, at) => {
    const timer = heap.add(at + 1, nothing);
    heap.cancel(timer);
    return new WeakRef(timer);
  });
  await collectGarbage();
  const kept = cancelled.filter((timer) => timer.deref() !== undefined).length;
  // Those since the heap was last tidied up may be there.
  expect(kept).toBeLessThan(200);
});

test("a timer that was popped can be cancelled to no effect", () => {
  const heap = new TimerHeap();
  const first = heap.add(1, nothing);
  const second = heap.add(2, nothing);
  heap.pop();
  heap.cancel(first);
  expect(heap.peek()).toBe(second);
});
