import { type Clock, VirtualClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { BackendSimulator } from "../backend-simulator.ts";
import { ChangeWatch } from "./change-watch.ts";

function watched(clock: Clock = new VirtualClock({ auto: false })) {
  const simulator = new BackendSimulator({ clock, maxConcurrency: 10 });
  for (const index of [0, 1, 2]) simulator.runTrial(index, 100);
  const changes = new ChangeWatch(simulator);
  for (const index of [0, 1, 2]) changes.tell(index);
  return { simulator, changes };
}

/** Whether a promise has settled, after all that can. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  await new Promise(setImmediate);
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

const all = [{ index: 0 }, { index: 1 }, { index: 2 }];

describe("who waits", () => {
  test("is told of all that changes in one turn", async () => {
    const { simulator, changes } = watched();
    const next = changes.next(all, {});
    for (const index of [2, 0]) simulator.stopTrial(index);
    expect(await next).toEqual(new Set([2, 0]));
  });

  test("is not told of what a poll has told of in that turn", async () => {
    const { simulator, changes } = watched();
    const next = changes.next(all, {});
    simulator.stopTrial(0);
    changes.tell(0);
    expect(await isPending(next)).toBe(true);
    simulator.stopTrial(1);
    expect(await next).toEqual(new Set([1]));
  });

  test("goes on waiting after others were answered, or gave up", async () => {
    const { simulator, changes } = watched();
    const controller = new AbortController();
    const first = changes.next([{ index: 0 }], {});
    const second = changes.next([{ index: 0 }], { signal: controller.signal });
    const third = changes.next([{ index: 1 }], {});
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    simulator.stopTrial(0);
    expect(await first).toEqual(new Set([0]));
    expect(await isPending(third)).toBe(true);
    simulator.stopTrial(1);
    expect(await third).toEqual(new Set([1]));
  });

  test("with trials that cannot be gone over fails alone", async () => {
    const { simulator, changes } = watched();
    const error = new Error("no trials");
    const trials = [...all];
    const broken = changes.next(trials, {});
    Object.defineProperty(trials, Symbol.iterator, {
      value: () => {
        throw error;
      },
    });
    const other = changes.next(all, {});
    simulator.stopTrial(0);
    await expect(broken).rejects.toBe(error);
    expect(await other).toEqual(new Set([0]));
    await expect(changes.next(trials, {})).rejects.toBe(error);
  });

  test("and gives up while its trials are gone over is not kept", async () => {
    const { simulator, changes } = watched();
    const controller = new AbortController();
    const reason = new Error("enough");
    const trials = [...all];
    const next = changes.next(trials, { signal: controller.signal });
    Object.defineProperty(trials, Symbol.iterator, {
      value: () => {
        controller.abort(reason);
        return [].values();
      },
    });
    simulator.stopTrial(0);
    await expect(next).rejects.toBe(reason);
  });

  test("hears nothing any more once it is disposed", async () => {
    const { simulator, changes } = watched();
    const next = changes.next(all, {});
    changes.dispose();
    simulator.stopTrial(0);
    expect(await isPending(next)).toBe(true);
  });
});

describe("on a clock without a schedule", () => {
  test("whoever waits sleeps until the next change", async () => {
    const { clock, sleeps } = plainClock();
    const { changes } = watched(clock);
    expect(await changes.next(all, {})).toEqual(new Set([0, 1, 2]));
    expect([clock.now(), sleeps]).toEqual([100_000, [100_000]]);
  });

  test("whoever waits leaves time to the polls while they tick, and not after that", async () => {
    const { clock, sleeps } = plainClock();
    const { simulator, changes } = watched(clock);
    simulator.internalClock = 0;
    const next = changes.next(all, {});
    for (let tick = 0; tick < 99; tick += 1) simulator.update();
    expect([await isPending(next), sleeps]).toEqual([true, []]);
    simulator.runTrial(3, 1);
    changes.tell(3);
    simulator.internalClock = undefined;
    simulator.runTrial(4, 1);
    changes.tell(4);
    expect(await next).toEqual(new Set([0, 1, 2]));
  });
});

/** A clock without a schedule, and what is slept on it. */
function plainClock() {
  const inner = new VirtualClock();
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => inner.now(),
    monotonic: () => inner.monotonic(),
    sleep(ms, options) {
      sleeps.push(ms);
      return inner.sleep(ms, options);
    },
  };
  return { clock, sleeps };
}
