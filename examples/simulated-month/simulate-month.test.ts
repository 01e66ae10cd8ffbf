import { expect, test } from "vitest";
import { drawTimeline } from "./draw-timeline.ts";
import { simulateMonth, slots } from "./simulate-month.ts";

const dayMs = 86_400_000;

test("a month with early stopping tries more, stays within its slots, and frees each at once", async () => {
  const month = await simulateMonth();
  const plain = await simulateMonth({ earlyStopping: false });
  expect(month.count("EARLY_STOPPED")).toBeGreaterThan(100);
  expect(month.trials.size).toBeGreaterThan(2 * plain.trials.size);

  const times = [...month.trials.values()].flatMap(({ details }) => {
    const { startedAtMs, finishedAtMs } = details ?? {};
    return startedAtMs === undefined || finishedAtMs === undefined
      ? []
      : [{ startedAtMs, finishedAtMs }];
  });
  const changes = times
    .flatMap(({ startedAtMs, finishedAtMs }) => [
      { atMs: startedAtMs, by: 1 },
      { atMs: finishedAtMs, by: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.by - b.by);
  let running = 0;
  let most = 0;
  let idleMs = 0;
  let beforeMs = 0;
  for (const { atMs, by } of changes) {
    if (running < slots && atMs < 30 * dayMs) idleMs += (slots - running) * (atMs - beforeMs);
    running += by;
    most = Math.max(most, running);
    beforeMs = atMs;
  }
  expect(most).toBe(slots);
  // Less than a thousandth of a second in a month, of adding up.
  expect(idleMs).toBeLessThan(1);
  // The month ends when it is over, and what ran is stopped then.
  expect(Math.max(...times.map(({ finishedAtMs }) => finishedAtMs))).toBeCloseTo(30 * dayMs, 3);
});

test("equal seeds give equal months", async () => {
  const [a, b] = [await simulateMonth(), await simulateMonth()];
  expect([...a.trials.values()]).toEqual([...b.trials.values()]);
  expect(drawTimeline(a, "month")).toBe(drawTimeline(b, "month"));
});
