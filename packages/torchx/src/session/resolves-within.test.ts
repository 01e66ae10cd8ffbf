import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { resolvesWithin } from "./resolves-within.ts";

test.each([
  [9, true],
  [11, false],
])("what takes %d of 10 ms: %s", async (ms, expected) => {
  const clock = new VirtualClock();
  expect(await resolvesWithin(clock.sleep(ms), 10, clock)).toBe(expected);
});

test("waits no longer than it has to", async () => {
  const clock = new VirtualClock();
  await resolvesWithin(Promise.resolve(), 10, clock);
  await clock.sleep(1);
  expect(clock.monotonic()).toBe(1);
});
