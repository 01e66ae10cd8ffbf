import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import type { CallOptions } from "../runner.ts";
import { makeTrial } from "../testing/make-trial.ts";
import { wrapRunner } from "../wrap-runner.ts";
import { watchTrials } from "./watch-trials.ts";

const second = { initialIntervalMs: 1_000, backoffFactor: 1 };

describe("the caller's set of trials", () => {
  test("is asked for again before each poll of all: trials come and go", async () => {
    const watching = await new Watching().run(0, 1);
    const { backend, trials } = watching;
    watching.at(1_500, () => void watching.run(2));
    watching.at(2_500, () => trials.shift());
    watching.at(4_500, () => [1, 2].forEach((index) => backend.finish(index)));
    expect(await watching.events(second)).toEqual([
      "5000 1 RUNNING → COMPLETED",
      "5000 2 RUNNING → COMPLETED",
    ]);
    expect(watching.polls).toEqual([
      [0, 0, 1],
      [1_000, 0, 1],
      [2_000, 0, 1, 2],
      [3_000, 1, 2],
      [4_000, 1, 2],
      [5_000, 1, 2],
    ]);
  });

  test("may have a trial again, as another attempt", async () => {
    const watching = await new Watching({ runtimeMs: 1_500 }).run(0, 1);
    const { backend, runner, trials } = watching;
    backend.finish(0, { exitCode: 1 });
    watching.at(500, async () => {
      const again = makeTrial({}, { index: 0, attempt: 1, status: "RUNNING" });
      trials[0] = { ...again, runMetadata: await runner.run(again) };
    });
    expect(await watching.events(second)).toEqual([
      "0 0 RUNNING → FAILED",
      "2000 1 RUNNING → COMPLETED",
      "2000 0 RUNNING → COMPLETED",
    ]);
  });

  test("may have another attempt of a trial that was in doubt: that one is not", async () => {
    const watching = await new Watching({ runtimeMs: 3_500 }).run(0);
    const { backend, runner, trials } = watching;
    watching.at(500, () => backend.forget(0));
    watching.at(1_500, async () => {
      const again = makeTrial({}, { index: 0, attempt: 1, status: "RUNNING" });
      trials[0] = { ...again, runMetadata: await runner.run(again) };
    });
    expect(await watching.events(second)).toEqual(["1000 0 missing", "5000 0 RUNNING → COMPLETED"]);
  });

  test("is asked for when it has changed, and watching goes on when none is left", async () => {
    const watching = await new Watching({ runtimeMs: 1_000 }).run(0);
    const { clock } = watching;
    let change: (() => void) | undefined;
    const changed = ({ signal }: CallOptions): Promise<void> =>
      new Promise((resolve, reject) => {
        change = resolve;
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
      });
    const controller = new AbortController();
    const reason = new Error("enough");
    for (const [index, atMs] of [
      [1, 100],
      [2, 7_000],
    ] as const) {
      watching.at(atMs, async () => {
        await watching.run(index);
        change?.();
      });
    }
    watching.at(20_000, () => controller.abort(reason));
    const seen: string[] = [];
    const events = watching.watch({ ...second, changed, signal: controller.signal });
    const watchingThem = (async () => {
      for await (const event of events) {
        if (event.type === "status")
          seen.push(`${event.trial.index} ended at ${clock.monotonic()}`);
      }
    })();
    await expect(watchingThem).rejects.toBe(reason);
    expect(seen).toEqual(["0 ended at 1000", "1 ended at 2000", "2 ended at 8000"]);
    expect(clock.monotonic()).toBe(20_000);
  });

  test("is heard of by the hint where a new trial changes, though it was as it said at first", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const { backend } = watching;
    let change: (() => void) | undefined;
    const changed = (): Promise<void> => new Promise((resolve) => (change = resolve));
    watching.at(5_000, async () => {
      await watching.run(1);
      change?.();
    });
    watching.at(8_765, () => backend.finish(1));
    const events = watching.watch({ initialIntervalMs: 20_000, changed });
    const { value } = await events.next();
    expect(value).toMatchObject({ type: "status", noticedAtMs: 1_008_765 });
    await events.return();
  });

  test("is polled for a new trial no later than after the first interval", async () => {
    const watching = await new Watching().run(0);
    let change: (() => void) | undefined;
    const changed = (): Promise<void> => new Promise((resolve) => (change = resolve));
    watching.at(5_000, async () => {
      await watching.run(1);
      change?.();
    });
    const events = watching.watch({
      initialIntervalMs: 1_000,
      backoffFactor: 100,
      maxIntervalMs: 60_000,
      changed,
    });
    watching.at(5_500, () => watching.backend.finish(1));
    await events.next();
    expect(watching.polls).toEqual([
      [0, 0],
      [6_000, 0, 1],
    ]);
    await events.return();
  });

  test("is waited for without moving time, and polled as at first once there are more", async () => {
    const watching = await new Watching().run(0);
    const { backend, clock, polls, trials } = watching;
    const changes: (() => void)[] = [];
    const changed = (): Promise<void> => new Promise((resolve) => changes.push(resolve));
    watching.at(9_000, () => trials.pop());
    const options = { initialIntervalMs: 1_000, backoffFactor: 3, maxIntervalMs: 60_000, changed };
    const events = watching.watch(options);
    const next = events.next();
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect([clock.monotonic(), polls.splice(0)]).toEqual([
      12_000,
      [
        [0, 0],
        [3_000, 0],
      ],
    ]);
    await watching.run(1);
    watching.at(1_500, () => backend.finish(1));
    changes.at(-1)?.();
    await next;
    expect(polls).toEqual([
      [12_000, 1],
      [15_000, 1],
    ]);
    await events.return();
  });

  test("is waited for at once when a hint tells of the last one's end", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    watching.at(1_500, () => watching.backend.finish(0));
    const events = watching.watch({ changed: () => new Promise(() => undefined) });
    await events.next();
    void events.next();
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(watching.clock.monotonic()).toBe(1_500);
  });

  test("is polled no sooner for its changes where hints come", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    let change: (() => void) | undefined;
    let hints = 0;
    const { backend, runner } = watching;
    watching.runner = wrapRunner(runner, {
      waitForChange(trials, callOptions) {
        hints += 1;
        return runner.waitForChange?.(trials, callOptions) ?? Promise.resolve(undefined);
      },
    });
    const changed = (): Promise<void> => new Promise((resolve) => (change = resolve));
    for (const atMs of [2_000, 3_000, 4_000]) watching.at(atMs, () => change?.());
    watching.at(9_000, () => backend.finish(0));
    const events = watching.watch({ initialIntervalMs: 1_000, maxIntervalMs: 30_000, changed });
    await events.next();
    expect([watching.polls.map(([atMs]) => atMs), hints]).toEqual([[0, 9_000], 4]);
    await events.return();
  });

  test("that changed while nobody asked is asked for before a hint is", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const asked: number[][] = [];
    const { backend, clock, runner } = watching;
    watching.runner = wrapRunner(runner, {
      waitForChange(trials, callOptions) {
        asked.push([...trials].map(({ index }) => index));
        return runner.waitForChange?.(trials, callOptions) ?? Promise.resolve(undefined);
      },
    });
    const changes: (() => void)[] = [];
    const changed = (): Promise<void> => new Promise((resolve) => changes.push(resolve));
    watching.at(1_000, () => backend.finish(0));
    watching.at(5_000, () => backend.finish(1));
    const events = watching.watch({ changed });
    await events.next();
    const change = async (): Promise<void> => {
      await watching.run(2);
      changes[0]?.();
      await new Promise(setImmediate);
    };
    await clock.hold(change());
    await events.next();
    // The second one tells of trial 2, which was never polled.
    expect(asked).toEqual([
      [0, 1],
      [1, 2],
      [1, 2],
    ]);
    await events.return();
  });

  test.each([
    ["while there are trials", [0]],
    ["when none is left", []],
  ])("ends the watching with what the waiting for it throws, %s", async (_, indices) => {
    const watching = await new Watching().run(...indices);
    const error = new Error("the store is closed");
    const events = watching.watch({ changed: () => Promise.reject(error) });
    await expect(events.next()).rejects.toBe(error);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test("throws what it throws", async () => {
    const watching = new Watching();
    const error = new Error("the store is closed");
    const trials = (): never => {
      throw error;
    };
    await expect(watchTrials(watching.runner, trials).next()).rejects.toBe(error);
  });
});
