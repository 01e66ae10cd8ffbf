import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import { wrapRunner } from "../wrap-runner.ts";

const second = { initialIntervalMs: 1_000, backoffFactor: 1 };

describe("a hint", () => {
  test("wakes early, and only what it names is polled; everything at the cap", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const { backend } = watching;
    watching.at(1_234, () => backend.finish(0));
    watching.at(34_567, () => backend.finish(1));
    expect(await watching.events({ maxIntervalMs: 10_000 })).toEqual([
      "1234 0 RUNNING → COMPLETED",
      "34567 1 RUNNING → COMPLETED",
    ]);
    expect(watching.polls).toEqual([
      [0, 0, 1],
      [1_234, 0],
      [10_000, 1],
      [20_000, 1],
      [30_000, 1],
      [34_567, 1],
    ]);
  });

  test("of undefined means everything", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const { backend, runner } = watching;
    watching.runner = wrapRunner(runner, {
      async waitForChange(trials, options) {
        await runner.waitForChange?.(trials, options);
        return undefined;
      },
    });
    watching.at(1_234, () => [0, 1].forEach((index) => backend.finish(index)));
    await watching.events();
    expect(watching.polls).toEqual([
      [0, 0, 1],
      [1_234, 0, 1],
    ]);
  });

  test("of undefined that comes on and on without news rests too", async () => {
    const watching = await new Watching({ runtimeMs: 60_000, hints: true }).run(0);
    watching.runner = wrapRunner(watching.runner, { waitForChange: async () => undefined });
    await watching.events({ initialIntervalMs: 1_000, backoffFactor: 2, maxIntervalMs: 10_000 });
    expect(watching.polls.length).toBeLessThan(30);
  });

  test("that comes on and on without news is not heeded until the next poll of all", async () => {
    const watching = await new Watching({ runtimeMs: 60_000, hints: true }).run(0);
    watching.runner = wrapRunner(watching.runner, { waitForChange: async () => new Set([0]) });
    await watching.events({ initialIntervalMs: 1_000, backoffFactor: 2, maxIntervalMs: 10_000 });
    const without = await new Watching({ runtimeMs: 60_000 }).run(0);
    await without.events({ initialIntervalMs: 1_000, backoffFactor: 2, maxIntervalMs: 10_000 });
    expect(watching.polls.length).toBeLessThanOrEqual(2 * without.polls.length);
    expect(watching.polls.length).toBeGreaterThan(5);
  });

  test("that names strangers polls no stranger", async () => {
    const watching = await new Watching({ runtimeMs: 5_000, hints: true }).run(0);
    watching.runner = wrapRunner(watching.runner, { waitForChange: async () => new Set([0, 7]) });
    await watching.events();
    expect(new Set(watching.polls.flatMap(([, ...indices]) => indices))).toEqual(new Set([0]));
  });

  test.each<[string, () => Promise<never>]>([
    ["rejects", () => Promise.reject(new Error("no hints today"))],
    [
      "throws",
      () => {
        throw new Error("no hints today");
      },
    ],
  ])("that %s is done without", async (_, waitForChange) => {
    const watching = await new Watching({ runtimeMs: 5_500, hints: true }).run(0);
    watching.runner = wrapRunner(watching.runner, { waitForChange });
    expect(await watching.events(second)).toEqual(["6000 0 RUNNING → COMPLETED"]);
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([
      0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000,
    ]);
  });

  test("is asked anew after each poll of all: for the trials that there are then", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const { backend } = watching;
    watching.at(1_500, () => watching.run(1));
    watching.at(12_345, () => backend.finish(1));
    watching.at(13_456, () => backend.finish(0));
    expect(await watching.events({ maxIntervalMs: 10_000 })).toEqual([
      "12345 1 RUNNING → COMPLETED",
      "13456 0 RUNNING → COMPLETED",
    ]);
  });

  test("does not put off the poll of all that is due", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const { backend } = watching;
    // Trial 0 changes all the time; trial 1 ends, and the hint forgets to say so.
    const { runner } = watching;
    watching.runner = wrapRunner(runner, {
      waitForChange: async (trials, options) =>
        runner.waitForChange?.(
          [...trials].filter(({ index }) => index === 0),
          options,
        ),
    });
    for (let atMs = 100; atMs < 12_000; atMs += 200) {
      watching.at(atMs, () => backend.requeue(0));
      watching.at(atMs + 100, () => backend.start(0));
    }
    watching.at(1_050, () => backend.finish(1));
    watching.at(12_000, () => backend.finish(0));
    const events = await watching.events({ maxIntervalMs: 5_000 });
    expect(events).toContain("5000 1 RUNNING → COMPLETED");
  });
});
