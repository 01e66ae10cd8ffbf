import { describe, expect, test } from "vitest";
import { runAll } from "./run-all.ts";
import type { RunOutcome } from "./run-outcome.ts";
import { RunnerError } from "./runner-error.ts";
import type { Runner, RunMultipleOptions, RunOptions } from "./runner.ts";
import { FakeBackend } from "./testing/fake-backend.ts";
import { FakeRunner } from "./testing/fake-runner.ts";
import { makeTrial } from "./testing/make-trial.ts";
import { withoutMembers } from "./testing/without-members.ts";
import type { BaseTrial, RunMetadata } from "./trial.ts";

const trials = [0, 1, 2, 3].map((index) => makeTrial({}, { index }));

/** A runner without `runMultiple`, and the calls of its `run`. */
function runner(run: (trial: BaseTrial<unknown>) => Promise<RunMetadata>) {
  const calls: (RunOptions & { readonly index: number })[] = [];
  const recording: Runner = {
    run(trial, options) {
      calls.push({ index: trial.index, ...options });
      return run(trial);
    },
    pollTrialStatus: async () => new Map(),
  };
  return { calls, runner: recording };
}

function outcomesOf(outcomes: ReadonlyMap<number, RunOutcome>): Record<number, string> {
  return Object.fromEntries(Array.from(outcomes, ([index, { outcome }]) => [index, outcome]));
}

describe("without runMultiple", () => {
  test("runs the trials one after another", async () => {
    let running = 0;
    const { runner: one, calls } = runner(async ({ index }) => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      return { name: `trial ${index}` };
    });
    const outcomes = await runAll(one, trials.values());
    expect(calls.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(outcomes.get(2)).toEqual({ outcome: "started", runMetadata: { name: "trial 2" } });
  });

  test("hands on key, deadline and signal to each", async () => {
    const { runner: one, calls } = runner(async () => ({}));
    const { signal } = new AbortController();
    const submissionKeys = new Map([[1, "key-1"]]);
    await runAll(one, trials.slice(0, 2), { signal, notAfterMs: 5, submissionKeys });
    expect(calls).toMatchObject([
      { index: 0, notAfterMs: 5, submissionKey: undefined },
      { index: 1, notAfterMs: 5, submissionKey: "key-1" },
    ]);
    expect(calls.every((call) => call.signal === signal)).toBe(true);
  });

  test.each<[string, Error, RunOutcome["outcome"]]>([
    ["SUBMISSION_UNKNOWN is unknown", new RunnerError("SUBMISSION_UNKNOWN", "lost"), "unknown"],
    ["INVALID_TRIAL is rejected", new RunnerError("INVALID_TRIAL", "no"), "rejected"],
    ["DEADLINE_PASSED is rejected", new RunnerError("DEADLINE_PASSED", "late"), "rejected"],
    ["BACKEND is rejected", new RunnerError("BACKEND", "down"), "rejected"],
    ["TIMEOUT is unknown", new RunnerError("TIMEOUT", "slow"), "unknown"],
    ["any other error is unknown", new TypeError("socket hang up"), "unknown"],
  ])("%s, and does not hide the others", async (_, error, expected) => {
    const { runner: one } = runner(async ({ index }) => {
      if (index === 1) throw error;
      return {};
    });
    const outcomes = await runAll(one, trials);
    expect(outcomesOf(outcomes)).toEqual({ 0: "started", 1: expected, 2: "started", 3: "started" });
  });

  test("what is no RunnerError becomes one, with it as the cause", async () => {
    const cause = new TypeError("hang up");
    const { runner: one } = runner(() => Promise.reject(cause));
    const message = "Trial 1 may be deployed or not: hang up";
    expect((await runAll(one, trials)).get(1)).toMatchObject({
      outcome: "unknown",
      error: { code: "SUBMISSION_UNKNOWN", trialIndex: 1, cause, message },
    });
  });

  test("a run that throws at once is as one that rejects", async () => {
    const { runner: one } = runner(() => {
      throw new RunnerError("INVALID_TRIAL", "no");
    });
    expect(outcomesOf(await runAll(one, trials.slice(0, 2)))).toEqual({
      0: "rejected",
      1: "rejected",
    });
  });

  test("after NO_CAPACITY the rest is deferred and not tried", async () => {
    const backend = new FakeBackend({ slots: 2 });
    const outcomes = await runAll(withoutMembers(new FakeRunner(backend), "runMultiple"), trials);
    expect(outcomesOf(outcomes)).toEqual({
      0: "started",
      1: "started",
      2: "deferred",
      3: "deferred",
    });
    expect(outcomes.get(3)).toEqual({
      outcome: "deferred",
      reason: "No slot is free for trial 2. Ask again later.",
    });
    expect(backend.ledger.length).toBe(2);
  });

  test("aborted before, everything is deferred", async () => {
    const { runner: one, calls } = runner(async () => ({}));
    const outcomes = await runAll(one, trials, { signal: AbortSignal.abort(new Error("enough")) });
    expect(outcomes.get(3)).toEqual({ outcome: "deferred", reason: "aborted: enough" });
    expect(outcomes.size).toBe(4);
    expect(calls).toEqual([]);
  });

  test("aborted meanwhile, what started has started and the rest is deferred", async () => {
    const controller = new AbortController();
    const { runner: one, calls } = runner(async ({ index }) => {
      if (index === 1) controller.abort("enough");
      return {};
    });
    const outcomes = await runAll(one, trials, { signal: controller.signal });
    expect(outcomesOf(outcomes)).toEqual({
      0: "started",
      1: "started",
      2: "deferred",
      3: "deferred",
    });
    expect(outcomes.get(2)).toEqual({ outcome: "deferred", reason: "aborted: enough" });
    expect(calls.length).toBe(2);
  });

  test("a run that rejects with the signal's reason may have started: the rest is deferred", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { runner: one } = runner(() => {
      controller.abort(reason);
      return Promise.reject(reason);
    });
    const outcomes = await runAll(one, trials, { signal: controller.signal });
    expect(outcomesOf(outcomes)).toEqual({
      0: "unknown",
      1: "deferred",
      2: "deferred",
      3: "deferred",
    });
  });
});

describe("with runMultiple", () => {
  type RunMultiple = NonNullable<Runner["runMultiple"]>;
  const batching = (runMultiple: RunMultiple): Runner => ({
    run: () => Promise.reject(new Error("not to be called")),
    pollTrialStatus: async () => new Map(),
    runMultiple,
  });

  test("hands everything over at once, and its outcomes back", async () => {
    const backend = new FakeBackend({ slots: 3 });
    const runMetadata = { job: "job-1" };
    const outcomes = await runAll(new FakeRunner(backend), trials.values());
    expect(outcomes.get(0)).toEqual({ outcome: "started", runMetadata });
    expect(outcomes.get(3)?.outcome).toBe("deferred");

    const seen: RunMultipleOptions[] = [];
    const options = { notAfterMs: 5, submissionKeys: new Map([[0, "key"]]) };
    await runAll(
      batching(async (_, given) => {
        seen.push(given ?? {});
        return new Map();
      }),
      trials,
      options,
    );
    expect(seen).toEqual([options]);
  });

  test("a trial that it forgot is unknown", async () => {
    const started: RunOutcome = { outcome: "started", runMetadata: {} };
    const outcomes = await runAll(
      batching(async () => new Map([[0, started]])),
      trials.slice(0, 2),
    );
    expect(outcomes.get(0)).toEqual(started);
    expect(outcomes.get(1)).toMatchObject({
      outcome: "unknown",
      error: { code: "SUBMISSION_UNKNOWN", trialIndex: 1 },
    });
  });

  test.each<[string, RunMultiple]>([
    ["rejects", () => Promise.reject(new Error("half way through"))],
    [
      "throws",
      () => {
        throw new Error("half way through");
      },
    ],
  ])("where it %s, every trial is unknown", async (_, runMultiple) => {
    const outcomes = await runAll(batching(runMultiple), trials);
    expect(outcomes.size).toBe(4);
    expect(outcomes.get(2)).toMatchObject({
      outcome: "unknown",
      error: {
        code: "SUBMISSION_UNKNOWN",
        trialIndex: 2,
        cause: new Error("half way through"),
        message: expect.stringContaining("half way through"),
      },
    });
  });
});
