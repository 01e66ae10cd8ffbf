import { getEventListeners } from "node:events";
import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { TimeLimit } from "./time-limit.ts";

const never = new AbortController().signal;
const unanswered = (): Promise<never> => new Promise(() => undefined);

test("gives the answer, or what the call throws", async () => {
  const limit = new TimeLimit(new VirtualClock(), 10, never);
  expect(await limit.within(async () => 7, never)).toBe(7);
  const broken = new Error("broken");
  await expect(limit.within(() => Promise.reject(broken), never)).rejects.toBe(broken);
  const breaks = (): never => {
    throw broken;
  };
  await expect(limit.within(breaks, never)).rejects.toBe(broken);
});

test("gives up a call that takes too long, and aborts it", async () => {
  const clock = new VirtualClock();
  let given: AbortSignal | undefined;
  const call = (signal: AbortSignal): Promise<never> => {
    given = signal;
    return unanswered();
  };
  const limit = new TimeLimit(clock, 10, never);
  await expect(limit.within(call, never)).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(clock.now()).toBe(10);
  expect(given?.aborted).toBe(true);
});

test("each call has its own time, whatever became of those before", async () => {
  const clock = new VirtualClock();
  const limit = new TimeLimit(clock, 10, never);
  const givenUpAt = async (): Promise<number> => {
    await expect(limit.within(unanswered, never)).rejects.toMatchObject({ code: "TIMEOUT" });
    return clock.now();
  };
  const first = givenUpAt();
  await clock.sleep(3);
  const answered = limit.within(() => clock.sleep(9), never);
  await clock.sleep(1);
  const third = givenUpAt();
  await answered;
  expect(await Promise.all([first, third])).toEqual([10, 14]);
  await clock.sleep(20);
  expect(await givenUpAt()).toBe(44);
});

test("ends with the signal's reason, though the call goes on", async () => {
  const controller = new AbortController();
  const limit = new TimeLimit(new VirtualClock({ auto: false }), 10, never);
  const waiting = limit.within(unanswered, controller.signal);
  const other = limit.within(() => Promise.resolve("answered"), never);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  expect(await other).toBe("answered");
  await expect(limit.within(async () => 7, controller.signal)).rejects.toBe(reason);
});

test("leaves one listener on a signal, and no alarm once it is over", async () => {
  const clock = new VirtualClock();
  const over = new AbortController();
  const { signal } = new AbortController();
  const limit = new TimeLimit(clock, 1_000, over.signal);
  for (let calls = 0; calls < 20; calls += 1) await limit.within(async () => calls, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  over.abort();
  expect(getEventListeners(over.signal, "abort")).toEqual([]);
  await clock.sleep(10);
  expect(clock.now()).toBe(10);
});
