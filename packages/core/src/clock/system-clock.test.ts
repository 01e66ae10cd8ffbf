import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.ts";

const dayMs = 86_400_000;

describe("sleep", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("resolves after that time", async () => {
    expect(await endsAfter(1_000, [999, 1])).toEqual([false, false, true]);
  });

  test.each([0, -1])("of %d resolves at once, but never synchronously", async (ms) => {
    expect(await endsAfter(ms, [1])).toEqual([false, true]);
  });

  test("is not cut short by the longest delay that a timer keeps", async () => {
    expect(await endsAfter(60 * dayMs, [59 * dayMs, dayMs])).toEqual([false, false, true]);
  });

  test("rejects with the signal's reason when aborted, with no timer left", async () => {
    const controller = new AbortController();
    const reason = new Error("aborted");
    const sleeping = systemClock.sleep(1_000, { signal: controller.signal });
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("rejects with the reason of a signal that was aborted before, with no timer left", async () => {
    const reason = new Error("aborted");
    await expect(systemClock.sleep(1_000, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    const sleeping = systemClock.sleep(60 * dayMs, { signal });
    await vi.advanceTimersByTimeAsync(60 * dayMs);
    await sleeping;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("now is wall time; monotonic is not", () => {
    vi.setSystemTime(1_234);
    expect(systemClock.now()).toBe(1_234);
    const before = systemClock.monotonic();
    vi.setSystemTime(0);
    expect(systemClock.now()).toBe(0);
    expect(systemClock.monotonic()).toBe(before);
  });
});

test("sleep keeps time with a real timer", async () => {
  const before = systemClock.monotonic();
  await systemClock.sleep(2);
  // A timer may be early by the part of a millisecond that it does not count.
  expect(systemClock.monotonic() - before).toBeGreaterThan(1);
});

/** Whether the sleep has ended, after each of these times. */
async function endsAfter(ms: number, stepsMs: readonly number[]): Promise<boolean[]> {
  let slept = false;
  const sleeping = systemClock.sleep(ms).then(() => (slept = true));
  const seen: boolean[] = [slept];
  for (const stepMs of stepsMs) {
    await vi.advanceTimersByTimeAsync(stepMs);
    seen.push(slept);
  }
  expect(seen.at(-1)).toBe(true);
  await sleeping;
  return seen;
}
