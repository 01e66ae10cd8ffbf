import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import { RunnerError } from "../runner-error.ts";
import type { CallOptions, Runner } from "../runner.ts";
import { rewritePoll } from "../testing/faults/rewrite-poll.ts";
import { withFaults } from "../testing/faults/with-faults.ts";
import { makeTrial } from "../testing/make-trial.ts";
import type { PolledStatus } from "../trial-status.ts";
import { wrapRunner } from "../wrap-runner.ts";
import type { TrialEvent } from "./trial-event.ts";
import type { WatchOptions } from "./watch-options.ts";
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

describe("doubt", () => {
  test.each([undefined, "UNKNOWN"] as const)(
    "%s for longer than its grace is silent, once",
    async (status) => {
      const said = (atS: number) => (atS >= 5 && atS < 50 ? status : "RUNNING");
      expect(await doubted(said)).toEqual([
        "15000 0 silent for 11000",
        "50000 0 heard",
        "100000 0 RUNNING → COMPLETED",
      ]);
    },
  );

  test("a trial may fall silent again after it was heard of", async () => {
    expect(await doubted((atS) => (atS < 40 && atS % 20 !== 0 ? "UNKNOWN" : "RUNNING"))).toEqual([
      "11000 0 silent for 11000",
      "20000 0 heard",
      "31000 0 silent for 11000",
      "40000 0 heard",
      "100000 0 RUNNING → COMPLETED",
    ]);
  });

  test("passes with the trial that it was about", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const { backend, trials } = watching;
    watching.at(500, () => backend.forget(0));
    watching.at(5_500, () => trials.shift());
    watching.at(12_345, () => backend.finish(1));
    expect(await watching.events({ ...second, maxIntervalMs: 10_000 })).toEqual([
      "500 0 missing",
      "12345 1 RUNNING → COMPLETED",
    ]);
  });

  test("no news within its grace is nothing", async () => {
    expect(await doubted((atS) => (atS % 10 === 0 ? "RUNNING" : "UNKNOWN"))).toEqual([
      "100000 0 RUNNING → COMPLETED",
    ]);
  });

  test("a trial that was missing and is heard of goes on", async () => {
    expect(await doubted((atS) => (atS >= 5 && atS < 20 ? "MISSING" : "RUNNING"))).toEqual([
      "5000 0 missing",
      "20000 0 heard",
      "100000 0 RUNNING → COMPLETED",
    ]);
  });

  test("a trial that was missing is missing anew after it was heard of", async () => {
    expect(await doubted((atS) => (atS % 20 < 10 ? "RUNNING" : "MISSING"))).toEqual([
      ...[10, 30, 50, 70, 90].flatMap((atS) => [`${atS}000 0 missing`, `${atS + 10}000 0 heard`]),
      "100000 0 RUNNING → COMPLETED",
    ]);
  });

  test("a trial that is missing for its grace is lost, and watched no more", async () => {
    expect(await doubted((atS) => (atS < 5 ? "RUNNING" : "MISSING"))).toEqual([
      "5000 0 missing",
      "25000 0 lost, missing for 20000",
    ]);
  });

  test("no news in between does not make a missing trial less so", async () => {
    expect(
      await doubted((atS) => (atS < 5 ? "RUNNING" : atS % 2 === 0 ? "MISSING" : "UNKNOWN")),
    ).toEqual(["6000 0 missing", "15000 0 silent for 11000", "26000 0 lost, missing for 20000"]);
  });

  test("a trial that ends while in doubt is heard, and ends", async () => {
    expect(await doubted((atS) => (atS >= 50 && atS < 105 ? "UNKNOWN" : "RUNNING"))).toEqual([
      "60000 0 silent for 11000",
      "105000 0 heard",
      "105000 0 RUNNING → COMPLETED",
    ]);
  });

  test("with a grace of 0, a missing trial is lost at once", async () => {
    const watching = await new Watching().run(0);
    watching.backend.forget(0);
    expect(await watching.events({ ...second, missingGraceMs: 0 })).toEqual([
      "0 0 missing",
      "0 0 lost, missing for 0",
    ]);
  });

  test("is asked about soon again, hint or not", async () => {
    const watching = await new Watching({ hints: true }).run(0, 1);
    const { backend } = watching;
    watching.at(2_000, () => backend.report(0, "HELD"));
    watching.at(40_000, () => backend.report(0, "RUNNING"));
    watching.at(45_000, () => backend.finish(0));
    watching.at(45_000, () => backend.finish(1));
    const options = { ...second, maxIntervalMs: 10_000, unknownGraceMs: 5_000 };
    expect(await watching.events(options)).toEqual([
      "13000 0 silent for 13000",
      "40000 0 heard",
      "45000 0 RUNNING → COMPLETED",
      "45000 1 RUNNING → COMPLETED",
    ]);
    const inDoubt = watching.polls.filter(([atMs]) => atMs > 13_000 && atMs <= 40_000);
    expect(inDoubt.length).toBe(27);
  });
});

describe("polls that fail", () => {
  test("are told of once for each streak, and say nothing of a trial", async () => {
    const watching = await new Watching({ runtimeMs: 20_500 }).run(0, 1);
    const { backend } = watching;
    for (const [fromMs, toMs] of [
      [500, 5_500],
      [8_500, 10_500],
    ] as const) {
      watching.at(fromMs, () => backend.setReachable(false));
      watching.at(toMs, () => backend.setReachable(true));
    }
    expect(await watching.events(second)).toEqual([
      "1000 poll failed: The fake backend is unreachable.",
      "6000 poll recovered after 5",
      "9000 poll failed: The fake backend is unreachable.",
      "11000 poll recovered after 2",
      "21000 0 RUNNING → COMPLETED",
      "21000 1 RUNNING → COMPLETED",
    ]);
  });

  test("are repeated at growing intervals", async () => {
    const watching = await new Watching({ runtimeMs: 12_500 }).run(0);
    watching.backend.setReachable(false);
    watching.at(12_000, () => watching.backend.setReachable(true));
    await watching.events({ initialIntervalMs: 1_000, backoffFactor: 2, maxIntervalMs: 4_000 });
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([0, 2_000, 6_000, 10_000, 14_000]);
  });

  test("give way to polling where a hint was relied on", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const { backend } = watching;
    watching.at(2_000, () => backend.setReachable(false));
    watching.at(60_000, () => backend.setReachable(true));
    watching.at(63_000, () => backend.finish(0));
    const events = await watching.events({ ...second, maxIntervalMs: 10_000 });
    expect(events.at(-1)).toBe("63000 0 RUNNING → COMPLETED");
    expect(events.length).toBe(3);
  });

  test("are repeated soon, also where a hint would come in time", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const { runner, backend } = watching;
    watching.runner = withFaults(runner, {
      pollTrialStatus: ({ call }) =>
        call <= 3 ? { type: "fail-before", error: new Error("down") } : undefined,
      waitForChange: () => ({ type: "hang-before" }),
    });
    watching.at(3_000, () => backend.finish(0));
    expect(await watching.events(second)).toEqual([
      "0 poll failed: down",
      "3000 poll recovered after 3",
      "3000 0 RUNNING → COMPLETED",
    ]);
  });

  test("by throwing are as those that reject", async () => {
    const watching = await new Watching({ runtimeMs: 1_500 }).run(0);
    const { runner } = watching;
    let polls = 0;
    watching.runner = wrapRunner(runner, {
      pollTrialStatus(trials, options) {
        polls += 1;
        if (polls === 1) throw new RunnerError("BACKEND", "at once");
        return runner.pollTrialStatus(trials, options);
      },
    });
    expect(await watching.events(second)).toEqual([
      "0 poll failed: at once",
      "1000 poll recovered after 1",
      "2000 0 RUNNING → COMPLETED",
    ]);
  });
});

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

  test("throws what it throws", async () => {
    const watching = new Watching();
    const error = new Error("the store is closed");
    const trials = (): never => {
      throw error;
    };
    await expect(watchTrials(watching.runner, trials).next()).rejects.toBe(error);
  });
});

describe("aborting", () => {
  test("before the first step throws the signal's reason, and nothing is polled", async () => {
    const watching = await new Watching().run(0);
    const events = watching.watch({ signal: AbortSignal.abort(reason) });
    await expect(events.next()).rejects.toBe(reason);
    expect(watching.polls).toEqual([]);
  });

  test.each<[string, (watching: Watching) => Partial<Runner>]>([
    ["between polls", () => ({})],
    ["in a poll", () => ({ pollTrialStatus: (_, options) => hang(options) })],
    ["while details are asked for", () => ({ pollTrialDetails: (_, options) => hang(options) })],
    ["while a hint is waited for", () => ({ waitForChange: (_, options) => hang(options) })],
    ["while a hint is waited for that does not heed it", () => ({ waitForChange: () => forever })],
    ["within the runner's shortest interval", () => ({ minPollIntervalMs: 1_000_000 })],
  ])("%s throws the signal's reason", async (_, broken) => {
    const watching = await new Watching({ hints: true }).run(0);
    watching.at(100, () => watching.backend.requeue(0));
    watching.runner = wrapRunner(watching.runner, broken(watching));
    expect(await abortedAt(2_500, watching)).toEqual({ outcome: reason, listeners: 0 });
  });

  test("while no trial is left throws the signal's reason", async () => {
    const watching = new Watching();
    expect(await abortedAt(2_500, watching, { changed: () => forever })).toEqual({
      outcome: reason,
      listeners: 0,
    });
  });

  test("leaves the trials as they are", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    await abortedAt(2_500, watching);
    expect(watching.backend.job(0)?.state).toBe("RUNNING");
  });

  test("takes no listener for each poll, however long it goes on", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const controller = new AbortController();
    const counts = new Set<number>();
    const { runner } = watching;
    watching.runner = wrapRunner(runner, {
      pollTrialStatus(trials, options) {
        counts.add(getEventListeners(controller.signal, "abort").length);
        return runner.pollTrialStatus(trials, options);
      },
    });
    for (let atMs = 1_000; atMs < 200_000; atMs += 1_000) {
      watching.at(atMs, () => watching.backend.requeue(0));
      watching.at(atMs + 500, () => watching.backend.start(0));
    }
    watching.at(200_000, () => watching.backend.finish(0));
    await consume(watching.watch({ signal: controller.signal }));
    expect(Math.max(...counts)).toBeLessThanOrEqual(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

test("leaving early ends what it waits for: nothing moves time any more", async () => {
  const watching = await new Watching({ hints: true }).run(0);
  const { backend, clock } = watching;
  let hints = 0;
  const { runner } = watching;
  watching.runner = wrapRunner(runner, {
    async waitForChange(trials, options) {
      hints += 1;
      try {
        return await runner.waitForChange?.(trials, options);
      } finally {
        hints -= 1;
      }
    },
  });
  watching.at(1_500, () => backend.requeue(0));
  const events = watching.watch();
  await events.next();
  await events.return();
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect([clock.monotonic(), hints]).toEqual([1_500, 0]);
});

describe("an option that is out of range is INVALID_ARGUMENT", () => {
  test.each([
    [{ initialIntervalMs: -1 }, "initialIntervalMs is -1; give a number of at least 0."],
    [{ initialIntervalMs: Number.NaN }, "initialIntervalMs is NaN; give a number of at least 0."],
    [{ maxIntervalMs: 999 }, "maxIntervalMs is 999; give a number of at least 1000."],
    [{ backoffFactor: 0.9 }, "backoffFactor is 0.9; give a number of at least 1."],
    [{ jitter: 1 }, "jitter is 1; give a number from 0 to below 1."],
    [{ jitter: -0.1 }, "jitter is -0.1; give a number from 0 to below 1."],
    [{ unknownGraceMs: -1 }, "unknownGraceMs is -1; give a number of at least 0."],
    [{ missingGraceMs: Number.NaN }, "missingGraceMs is NaN; give a number of at least 0."],
  ])("%o", async (options, message) => {
    const watching = await new Watching().run(0);
    await expect(
      watchTrials(watching.runner, () => watching.trials, options).next(),
    ).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message,
    });
  });

  test("a first interval above the default cap raises the cap", async () => {
    const watching = await new Watching({ runtimeMs: 50_000 }).run(0);
    await watching.events({ initialIntervalMs: 60_000 });
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([0, 60_000]);
  });
});

/** Watches one trial that runs for 100 s, of which polls say what `said` says by the second. */
async function doubted(said: (atS: number) => PolledStatus | undefined) {
  const watching = await new Watching({ runtimeMs: 100_000 }).run(0);
  const { clock } = watching;
  watching.runner = withFaults(watching.runner, {
    pollTrialStatus: () =>
      rewritePoll((_, status) => {
        const instead = said(clock.monotonic() / 1_000);
        return instead === "RUNNING" ? status : instead;
      }),
  });
  return watching.events({ ...second, unknownGraceMs: 10_000, missingGraceMs: 20_000 });
}

const reason = new Error("enough");
const forever = new Promise<never>(() => undefined);

/** What watching throws when aborted after a while, and the listeners that it leaves. */
async function abortedAt(ms: number, watching: Watching, options: WatchOptions = {}) {
  const controller = new AbortController();
  const { signal } = controller;
  watching.at(ms, () => controller.abort(reason));
  const events = new Set<string>();
  const outcome = await consume(watching.watch({ ...second, ...options, signal }), events).catch(
    (error: unknown) => error,
  );
  // An abort is no poll that failed.
  expect(events).not.toContain("poll-failed");
  return { outcome, listeners: getEventListeners(signal, "abort").length };
}

async function consume(events: AsyncIterable<TrialEvent>, seen = new Set<string>()): Promise<void> {
  for await (const { type } of events) seen.add(type);
}

/** Waits until it is aborted. */
function hang({ signal }: CallOptions = {}): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
