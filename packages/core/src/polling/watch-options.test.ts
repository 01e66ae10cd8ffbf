import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
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

  test("a first interval above the default cap raises the cap", async () => {
    const watching = await new Watching({ runtimeMs: 50_000 }).run(0);
    await watching.events({ initialIntervalMs: 60_000 });
    expect(watching.polls.map(([atMs]) => atMs)).toEqual([0, 60_000]);
  });
});
