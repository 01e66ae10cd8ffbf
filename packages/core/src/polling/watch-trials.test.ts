import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import type { Runner } from "../runner.ts";
import { withFaults } from "../testing/faults/with-faults.ts";
import { makeTrial } from "../testing/make-trial.ts";
import { wrapRunner } from "../wrap-runner.ts";
import { watchTrials } from "./watch-trials.ts";

const second = { initialIntervalMs: 1_000, backoffFactor: 1 };

describe("events", () => {
  test("one for each change, and no more when every trial has ended", async () => {
    const watching = await new Watching({ queueMs: 1_500, runtimeMs: 2_000 }).run(0, 1);
    watching.at(2_500, () => watching.backend.finish(1, { exitCode: 1 }));
    expect(await watching.events(second)).toEqual([
      "0 0 RUNNING → STAGED",
      "0 1 RUNNING → STAGED",
      "2000 0 STAGED → RUNNING",
      "2000 1 STAGED → RUNNING",
      "3000 1 RUNNING → FAILED",
      "4000 0 RUNNING → COMPLETED",
    ]);
  });

  test("come by the clock of the runner, where it has one", async () => {
    const watching = await new Watching({ runtimeMs: 3_600_000 }).run(0);
    const runner = Object.assign(watching.runner, { clock: watching.clock });
    const events = watchTrials(runner, () => watching.trials);
    expect((await events.next()).value).toMatchObject({ type: "status", to: "COMPLETED" });
    expect(watching.clock.monotonic()).toBeGreaterThanOrEqual(3_600_000);
  });

  test("a status comes with the time at which it was noticed, and with details", async () => {
    const watching = await new Watching({ runtimeMs: 1_500 }).run(0);
    const [trial] = watching.trials;
    const { value } = await watching.watch(second).next();
    expect(value).toEqual({
      type: "status",
      trial,
      from: "RUNNING",
      to: "COMPLETED",
      noticedAtMs: 1_002_000,
      details: {
        backendState: "SUCCEEDED",
        exitCode: 0,
        startedAtMs: 1_000_000,
        finishedAtMs: 1_001_500,
      },
    });
  });

  test.each<[string, Partial<Runner>]>([
    ["cannot be had", { pollTrialDetails: () => Promise.reject(new Error("no details")) }],
    ["do not tell of it", { pollTrialDetails: async () => new Map() }],
    [
      "fail at once",
      {
        pollTrialDetails: () => {
          throw new Error("no details");
        },
      },
    ],
  ])("a status is one without details where these %s", async (_, details) => {
    const watching = await new Watching({ runtimeMs: 500 }).run(0);
    watching.runner = wrapRunner(watching.runner, details);
    const { value } = await watching.watch(second).next();
    expect(value).toMatchObject({ type: "status", to: "COMPLETED" });
    expect(value).not.toHaveProperty("details");
  });

  test("details are asked for once per poll, of the trials that changed", async () => {
    const watching = await new Watching({
      runtimeMs: ({ trialIndex }) => (trialIndex === 2 ? 1_500 : 500),
    }).run(0, 1, 2);
    const asked: number[][] = [];
    const { runner } = watching;
    watching.runner = wrapRunner(runner, {
      async pollTrialDetails(trials, options) {
        const all = [...trials];
        asked.push(all.map(({ index }) => index));
        return (await runner.pollTrialDetails?.(all, options)) ?? new Map();
      },
    });
    await watching.events(second);
    expect(asked).toEqual([[0, 1], [2]]);
  });

  test("views that never change make no event twice", async () => {
    const watching = await new Watching({ queueMs: 1_500, runtimeMs: 5_000 }).run();
    const candidate = makeTrial({});
    watching.trials.push({ ...candidate, runMetadata: await watching.runner.run(candidate) });
    expect(await watching.events(second)).toEqual([
      "0 0 CANDIDATE → STAGED",
      "2000 0 STAGED → RUNNING",
      "7000 0 RUNNING → COMPLETED",
    ]);
    expect(watching.trials[0]?.status).toBe("CANDIDATE");
  });

  test("a running trial that is queued again is staged again", async () => {
    const watching = await new Watching().run(0);
    const { backend } = watching;
    watching.at(1_500, () => backend.requeue(0));
    watching.at(3_500, () => backend.start(0));
    watching.at(5_500, () => backend.finish(0));
    expect(await watching.events(second)).toEqual([
      "2000 0 RUNNING → STAGED",
      "4000 0 STAGED → RUNNING",
      "6000 0 RUNNING → COMPLETED",
    ]);
  });

  test("nothing comes of what was not asked, of CANDIDATE, or of no trials", async () => {
    const watching = new Watching();
    expect(await watching.events()).toEqual([]);
    await watching.run(0);
    watching.runner = withFaults(watching.runner, {
      pollTrialStatus: ({ call }) => ({
        type: "change",
        change: (answer) => {
          if (call === 1) return new Map([["CANDIDATE", new Set([0])]]);
          return new Map([...answer, ["FAILED", new Set([7, 8])]]);
        },
      }),
    });
    watching.at(1_500, () => watching.backend.finish(0));
    expect(await watching.events(second)).toEqual(["2000 0 RUNNING → COMPLETED"]);
  });

  test("a trial that has ended by its view is not polled", async () => {
    const watching = await new Watching({ runtimeMs: 500 }).run(0, 1);
    watching.trials[1] = { ...makeTrial({}, { index: 1, status: "ABANDONED" }) };
    await watching.events(second);
    expect(watching.polls).toEqual([
      [0, 0],
      [1_000, 0],
    ]);
  });
});

describe("polls", () => {
  test("come at growing intervals, up to the cap, and start again at a change", async () => {
    const watching = await new Watching({
      runtimeMs: ({ trialIndex }) => 20_000 + trialIndex * 20_000,
    }).run(0, 1);
    await watching.events({ initialIntervalMs: 1_000, backoffFactor: 2, maxIntervalMs: 7_000 });
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([
      0, 2_000, 6_000, 13_000, 20_000, 21_000, 23_000, 27_000, 34_000, 41_000,
    ]);
    expect(watching.polls.slice(-1)).toEqual([[41_000, 1]]);
  });

  test("have the intervals that are written down by default", async () => {
    const watching = await new Watching({ runtimeMs: 200_000 }).run(0);
    await watching.events({});
    const times = watching.polls.map(([atMs]) => atMs);
    const gaps = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0));
    expect(gaps.slice(0, 3)).toEqual([1_500, 2_250, 3_375]);
    expect(gaps.slice(-3)).toEqual([30_000, 30_000, 30_000]);
  });

  test.each([
    ["none of the jitter", 0, 900],
    ["half of it", 0.5, 1_000],
    ["nearly all of it", 0.999, 1_099.8],
  ])("are spread by jitter: with %s", async (_, random, expectedMs) => {
    const watching = await new Watching({ runtimeMs: 500 }).run(0);
    await watching.events({ ...second, jitter: 0.1, random: () => random });
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([0, expect.closeTo(expectedMs)]);
  });

  test("grow from nothing too: an interval of 0 is not a busy loop", async () => {
    const watching = await new Watching({ runtimeMs: 10_000 }).run(0);
    await watching.events({ initialIntervalMs: 0, backoffFactor: 2 });
    expect(watching.polls.length).toBeLessThan(20);
  });

  test("keep the runner's shortest interval, whatever hurries them", async () => {
    const watching = await new Watching({ hints: true, runtimeMs: 10_000 }).run(0);
    for (const atMs of [100, 200, 5_000]) {
      watching.at(atMs, () => watching.backend.requeue(0));
      watching.at(atMs + 50, () => watching.backend.start(0));
    }
    watching.runner = wrapRunner(watching.runner, { minPollIntervalMs: 3_000 });
    await watching.events({ initialIntervalMs: 10, backoffFactor: 1 });
    const times = watching.polls.map(([atMs]) => atMs);
    const gaps = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0));
    expect(Math.min(...gaps)).toBe(3_000);
  });

  test("are of the trials that are live, all at once", async () => {
    const watching = await new Watching({
      runtimeMs: ({ trialIndex }) => 500 + trialIndex * 1_000,
    }).run(0, 1, 2);
    await watching.events(second);
    expect(watching.polls).toEqual([
      [0, 0, 1, 2],
      [1_000, 0, 1, 2],
      [2_000, 1, 2],
      [3_000, 2],
    ]);
  });
});

test("a clock that fails ends the watching with what it threw", async () => {
  const watching = await new Watching().run(0);
  const error = new Error("no timers left");
  const { clock } = watching;
  const broken = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    sleep: () => Promise.reject(error),
  };
  const events = watching.watch({ clock: broken });
  await expect(events.next()).rejects.toBe(error);
  expect(await events.next()).toEqual({ done: true, value: undefined });
});
