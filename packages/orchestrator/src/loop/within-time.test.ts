import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { withinTime } from "./within-time.ts";

const never = new AbortController().signal;

test("gives the answer, or what the call throws", async () => {
  const limits = { clock: new VirtualClock(), timeoutMs: 10, signal: never };
  expect(await withinTime(async () => 7, limits)).toBe(7);
  const broken = new Error("broken");
  await expect(withinTime(() => Promise.reject(broken), limits)).rejects.toBe(broken);
});

test("gives up a call that takes too long, and aborts it", async () => {
  const clock = new VirtualClock();
  let given: AbortSignal | undefined;
  const call = (signal: AbortSignal): Promise<never> => {
    given = signal;
    return new Promise(() => undefined);
  };
  const limits = { clock, timeoutMs: 10, signal: never };
  await expect(withinTime(call, limits)).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(clock.now()).toBe(10);
  expect(given?.aborted).toBe(true);
});

test("ends with the signal's reason, though the call goes on", async () => {
  const controller = new AbortController();
  const clock = new VirtualClock({ auto: false });
  const limits = { clock, timeoutMs: 10, signal: controller.signal };
  const waiting = withinTime(() => new Promise(() => undefined), limits);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(withinTime(async () => 7, limits)).rejects.toBe(reason);
});
