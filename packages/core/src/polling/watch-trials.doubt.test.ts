import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import { RunnerError } from "../runner-error.ts";
import { rewritePoll } from "../testing/faults/rewrite-poll.ts";
import { withFaults } from "../testing/faults/with-faults.ts";
import type { PolledStatus } from "../trial-status.ts";
import { wrapRunner } from "../wrap-runner.ts";

const second = { initialIntervalMs: 1_000, backoffFactor: 1 };

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

  test("an outage between two answers that a trial is missing does not make it lost", async () => {
    expect(
      await doubted((atS) => {
        if (atS === 5 || atS === 65) return "MISSING";
        return atS > 5 && atS < 65 ? "UNKNOWN" : "RUNNING";
      }),
    ).toEqual([
      "5000 0 missing",
      "15000 0 silent for 11000",
      "66000 0 heard",
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

  test("have passed before anybody waits for details", async () => {
    const watching = await new Watching().run(0);
    const { backend, runner } = watching;
    let polls = 0;
    watching.runner = wrapRunner(runner, {
      pollTrialDetails: () => new Promise(() => undefined),
      pollTrialStatus(trials, options) {
        polls += 1;
        if (polls === 1) throw new RunnerError("BACKEND", "at once");
        return runner.pollTrialStatus(trials, options);
      },
    });
    backend.finish(0);
    const events = watching.watch();
    expect((await events.next()).value).toMatchObject({ type: "poll-failed" });
    expect((await events.next()).value).toEqual({ type: "poll-recovered", failures: 1 });
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
