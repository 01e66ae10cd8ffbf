import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import type { WatchOptions } from "./watch-options.ts";
import { watchTrials } from "./watch-trials.ts";

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

  test.each<[unknown, string]>([
    [{ jitter: "0" }, 'watchTrials: jitter is "0"; give a number from 0 to below 1.'],
    [{ changed: true }, "watchTrials: changed is true; give a function that resolves"],
    [{ signal: {} }, "watchTrials: signal is an object; give an AbortSignal."],
    [{ clock: Date }, "watchTrials: clock is a function; give a Clock."],
    [{ intervalMs: 5 }, 'watchTrials has no option "intervalMs"; it has signal, clock,'],
    [{ minIntervalMs: -1 }, 'watchTrials has no option "minIntervalMs"; it has'],
    [5, "watchTrials: the options are 5; give an object with some of"],
  ])("%o, from code without types", async (options, message) => {
    const { runner, trials } = new Watching();
    const first = watchTrials(runner, () => trials, options as WatchOptions).next();
    await expect(first).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    });
  });

  test.each([
    [{}, [], "watchTrials: runner is an object; give a Runner."],
    [undefined, [], "watchTrials has no runner; give a Runner."],
    [
      new Watching().runner,
      [],
      "watchTrials: trials is []; give a function that gives the trials.",
    ],
  ])("%#: an argument of a wrong type is refused, too", async (runner, trials, message) => {
    const watch = watchTrials as (runner: unknown, trials: unknown) => AsyncGenerator;
    await expect(watch(runner, trials).next()).rejects.toMatchObject({
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
