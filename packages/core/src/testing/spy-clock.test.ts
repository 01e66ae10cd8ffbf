import { expect, test } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { SpyClock } from "./spy-clock.ts";

test("it is the clock that it spies on", async () => {
  const virtual = new VirtualClock({ startMs: 100 });
  const clock = new SpyClock(virtual);
  await clock.sleep(5);
  expect([clock.now(), clock.monotonic(), virtual.now()]).toEqual([105, 5, 105]);
  const reason = new Error("aborted");
  await expect(clock.sleep(5, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("time that is not the system's can be moved", () => {
  expect(new SpyClock().movable).toBe(false);
  expect(new SpyClock(new VirtualClock()).movable).toBe(true);
});

test("sleeps that begin and end within a call count", async () => {
  const clock = new SpyClock(new VirtualClock());
  const { value, sleeps } = await clock.watch(async () => {
    await clock.sleep(1);
    await clock.sleep(0);
    return "done";
  });
  expect([value, sleeps]).toEqual(["done", 2]);
});

test("sleeps that began before, that go on, or that were called off do not count", async () => {
  const clock = new SpyClock(new VirtualClock());
  const before = clock.sleep(1);
  const controller = new AbortController();
  let after: Promise<void> | undefined;
  const { sleeps } = await clock.watch(async () => {
    const limit = clock.sleep(1_000, { signal: controller.signal });
    after = clock.sleep(500);
    await before;
    controller.abort();
    await limit.catch(() => undefined);
  });
  await after;
  expect(sleeps).toBe(0);
});

test("two calls at once are watched apart", async () => {
  const clock = new SpyClock(new VirtualClock());
  const [none, one] = await Promise.all([
    clock.watch(async () => "no sleep"),
    clock.watch(() => clock.sleep(1)),
  ]);
  expect([none.sleeps, one.sleeps]).toEqual([0, 1]);
});
