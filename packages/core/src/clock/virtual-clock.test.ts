import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { gate } from "../__fixtures__/gate.ts";
import { VirtualClock } from "./virtual-clock.ts";

const macrotask = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Lets a clock that moves by itself move as far as it will. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await macrotask();
}

describe("a clock that moves by itself", () => {
  test("starts at 0, or where it is told", () => {
    expect(new VirtualClock().now()).toBe(0);
    const clock = new VirtualClock({ startMs: 1_000 });
    expect([clock.now(), clock.monotonic()]).toEqual([1_000, 0]);
  });

  test("jumps to the next thing that somebody waits for", async () => {
    const clock = new VirtualClock({ startMs: 1_000 });
    await clock.sleep(3_600_000);
    expect([clock.now(), clock.monotonic()]).toEqual([3_601_000, 3_600_000]);
  });

  test("wakes sleepers by time, those of one instant in the order in which they fell asleep", async () => {
    const clock = new VirtualClock();
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.now()}`);
    };
    await Promise.all([sleeper("a", 20), sleeper("b", 10), sleeper("c", 20), sleeper("d", 10)]);
    expect(woken).toEqual(["b at 10", "d at 10", "a at 20", "c at 20"]);
  });

  test("lets everything settle that one wakes before it wakes the next", async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    const first = async (): Promise<void> => {
      await clock.sleep(10);
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
      for (let turn = 0; turn < 100; turn += 1) {
        await new Promise<void>((resolve) => process.nextTick(resolve));
      }
      log.push(`first is through at ${clock.now()}`);
    };
    await Promise.all([first(), clock.sleep(11).then(() => log.push("second"))]);
    expect(log).toEqual(["first is through at 10", "second"]);
  });

  test("lets other work of the event loop come to its turn, however much there is to wake", async () => {
    const clock = new VirtualClock();
    const hour = 3_600_000;
    let hours = 0;
    const done = (async () => {
      for (; hours < 1_000; hours += 1) await clock.sleep(hour);
    })();
    await macrotask();
    expect(hours).toBeLessThan(100);
    await done;
    expect(clock.now()).toBe(1_000 * hour);
  });

  test.each([0, -5, Number.NaN])(
    "a sleep of %d ends at once, but never synchronously",
    async (ms) => {
      const clock = new VirtualClock({ startMs: 7 });
      let slept = false;
      const sleeping = clock.sleep(ms).then(() => (slept = true));
      expect(slept).toBe(false);
      await sleeping;
      expect(clock.now()).toBe(7);
    },
  );

  test("does not move while nobody waits, nor for somebody who waits forever", async () => {
    const clock = new VirtualClock();
    void clock.sleep(Infinity);
    await rest();
    expect(clock.now()).toBe(0);
    await clock.sleep(5);
    expect(clock.now()).toBe(5);
  });

  test("stands still while something is held, and gives its outcome", async () => {
    const clock = new VirtualClock();
    const work = gate();
    const held = clock.hold(work.passed.then(() => "done"));
    const alsoHeld = clock.hold(Promise.reject(new Error("failed")));
    await expect(alsoHeld).rejects.toThrow("failed");
    let slept = false;
    const sleeping = clock.sleep(10).then(() => (slept = true));
    await rest();
    expect([clock.now(), slept]).toEqual([0, false]);
    work.open();
    expect(await held).toBe("done");
    await sleeping;
    expect(clock.now()).toBe(10);
  });

  test("stands still where something is held just before it would have moved", async () => {
    const clock = new VirtualClock();
    const sleeping = clock.sleep(10);
    const work = gate();
    const held = clock.hold(work.passed);
    await rest();
    expect(clock.now()).toBe(0);
    work.open();
    await Promise.all([held, sleeping]);
    expect(clock.now()).toBe(10);
  });
});

describe("sleep", () => {
  test("rejects with the reason of a signal that was aborted before, and waits for nothing", async () => {
    const clock = new VirtualClock();
    const reason = new Error("aborted");
    await expect(clock.sleep(10, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await rest();
    expect(clock.now()).toBe(0);
  });

  test("rejects with the signal's reason when aborted, and time does not move for it", async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const reason = new Error("aborted");
    const sleeping = clock.sleep(10, { signal: controller.signal });
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await rest();
    expect(clock.now()).toBe(0);
  });

  test("leaves no listener on the signal", async () => {
    const clock = new VirtualClock();
    const { signal } = new AbortController();
    for (let sleeps = 0; sleeps < 20; sleeps += 1) await clock.sleep(1, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("schedule", () => {
  test("calls back when time reaches the moment, and not if it was taken back", async () => {
    const clock = new VirtualClock({ startMs: 100 });
    const calls: string[] = [];
    clock.schedule(150, () => calls.push(`kept at ${clock.now()}`));
    const takeBack = clock.schedule(140, () => calls.push("taken back"));
    clock.schedule(20, () => calls.push(`late at ${clock.now()}`));
    takeBack();
    await rest();
    expect(calls).toEqual(["late at 100", "kept at 150"]);
  });

  test("a callback may schedule another, for the same instant too", async () => {
    const clock = new VirtualClock();
    const calls: string[] = [];
    clock.schedule(5, () => {
      calls.push("first");
      clock.schedule(5, () => calls.push("third"));
    });
    clock.schedule(5, () => calls.push("second"));
    await rest();
    expect(calls).toEqual(["first", "second", "third"]);
    expect(clock.now()).toBe(5);
  });
});

describe("advance", () => {
  test("moves time through everything that is due on the way, and no further", async () => {
    const clock = new VirtualClock({ auto: false });
    const woken: number[] = [];
    const sleeper = async (): Promise<void> => {
      for (;;) {
        await clock.sleep(10);
        woken.push(clock.now());
      }
    };
    void sleeper();
    await rest();
    expect(clock.now()).toBe(0);
    await clock.advance(35);
    expect([clock.now(), woken]).toEqual([35, [10, 20, 30]]);
    await clock.advance(5);
    expect([clock.now(), woken]).toEqual([40, [10, 20, 30, 40]]);
  });

  test("waits while something is held", async () => {
    const clock = new VirtualClock({ auto: false });
    const work = gate();
    const held = clock.hold(work.passed);
    const advancing = clock.advance(10);
    await rest();
    expect(clock.now()).toBe(0);
    work.open();
    await Promise.all([held, advancing]);
    expect(clock.now()).toBe(10);
  });

  test("waits for what is held by something that it woke", async () => {
    const clock = new VirtualClock({ auto: false });
    const times: number[] = [];
    const work = async (): Promise<void> => {
      await clock.sleep(5);
      await clock.hold(rest());
      times.push(clock.now());
    };
    const working = work();
    await clock.advance(10);
    await working;
    expect(times).toEqual([5]);
  });

  test("never moves time back: several at once, or on a clock that moves by itself", async () => {
    const stepped = new VirtualClock({ auto: false });
    void stepped.sleep(3);
    await Promise.all([stepped.advance(5), stepped.advance(10), stepped.advance(1)]);
    expect(stepped.now()).toBe(10);

    const moving = new VirtualClock();
    const seen: number[] = [];
    for (const atMs of [4, 50, 51]) moving.schedule(atMs, () => seen.push(moving.now()));
    await moving.advance(10);
    seen.push(moving.now());
    await rest();
    seen.push(moving.now());
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
