import { RunnerError, VirtualClock, type Runner } from "@runners/core";
import {
  FakeBackend,
  FakeHarness,
  FakeRunner,
  makeTrial,
  runnerConformance,
  withFaults,
  withoutMembers,
  type FaultPlan,
} from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { withRetries, type RetryOptions } from "./with-retries.ts";

const down = new RunnerError("BACKEND", "the backend is down");

/** A runner whose calls fail by plan, with retries; time is virtual, and jitter is in the middle. */
function retrying(plan: FaultPlan, options: RetryOptions = {}) {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock });
  const faulty = withFaults(new FakeRunner(backend), plan, { clock });
  return { clock, backend, runner: withRetries(faulty, { clock, random: () => 0.5, ...options }) };
}

/** Fails the first calls. */
function failing(times: number, error: unknown = down) {
  return ({ call }: { readonly call: number }) =>
    call <= times ? ({ type: "fail-before", error } as const) : undefined;
}

describe("makes again", () => {
  const members = [
    "pollTrialStatus",
    "pollTrialDetails",
    "pollAvailableCapacity",
    "findSubmission",
    "fetchResults",
    "stop",
    "stopMultiple",
  ] as const;
  test.each(members)("%s", async (member) => {
    const { runner, clock } = retrying({ [member]: failing(2) });
    const runMetadata = await runner.run(makeTrial({}));
    const trial = makeTrial({}, { runMetadata });
    const calls: Record<(typeof members)[number], () => Promise<unknown>> = {
      // An iterator can be gone over once only.
      pollTrialStatus: () => runner.pollTrialStatus([trial].values()),
      pollTrialDetails: () => runner.pollTrialDetails([trial].values()),
      pollAvailableCapacity: () => runner.pollAvailableCapacity(),
      findSubmission: () => runner.findSubmission(trial, "key"),
      fetchResults: () => runner.fetchResults(trial),
      stop: () => runner.stop(trial, { reason: "enough" }),
      stopMultiple: () => runner.stopMultiple([trial].values(), { reason: "enough" }),
    };
    await calls[member]();
    expect(clock.monotonic()).toBe(250 + 500);
  });
});

test("gives the answer that the call gives in the end, with its arguments and options", async () => {
  const { runner } = retrying({ stop: failing(1), pollTrialStatus: failing(3) });
  const trial = makeTrial({}, { index: 4 });
  const deployed = makeTrial({}, { index: 4, runMetadata: await runner.run(trial) });
  expect(await runner.pollTrialStatus([deployed].values())).toStrictEqual(
    new Map([["RUNNING", new Set([4])]]),
  );
  expect(await runner.stop(deployed, { reason: "enough" })).toStrictEqual({ reason: "enough" });
});

test("never makes run or runMultiple again", async () => {
  const { runner, backend, clock } = retrying({ run: failing(1), runMultiple: failing(1) });
  await expect(runner.run(makeTrial({}))).rejects.toBe(down);
  await expect(runner.runMultiple([makeTrial({})])).rejects.toBe(down);
  expect(backend.ledger).toHaveLength(0);
  expect(clock.monotonic()).toBe(0);
});

test("gives up after maxRetries, with the last error as it is", async () => {
  const errors = [1, 2, 3].map((n) => new RunnerError("BACKEND", `failure ${n}`));
  const { runner, clock } = retrying(
    { pollTrialStatus: ({ call }) => ({ type: "fail-before", error: errors[call - 1] }) },
    { maxRetries: 2 },
  );
  await expect(runner.pollTrialStatus([])).rejects.toBe(errors[2]);
  expect(clock.monotonic()).toBe(250 + 500);
});

test("waits longer each time, up to maxDelayMs, with jitter up and down", async () => {
  const waits: number[] = [];
  const draws = [0, 0.25, 0.75, 0.999];
  const { runner, clock } = retrying(
    {
      pollTrialStatus: () => {
        waits.push(clock.monotonic());
        return { type: "fail-before", error: down };
      },
    },
    { initialDelayMs: 100, backoffFactor: 3, maxDelayMs: 500, random: () => draws.shift() ?? 0.5 },
  );
  await expect(runner.pollTrialStatus([])).rejects.toBe(down);
  const between = waits.slice(1).map((at, i) => at - (waits[i] ?? 0));
  expect(between.map(Math.round)).toStrictEqual([50, 225, 625, 750]);
});

test.each(["INVALID_ARGUMENT", "INVALID_METADATA", "INVALID_RESULTS", "UNSUPPORTED"] as const)(
  "passes %s on at once",
  async (code) => {
    const error = new RunnerError(code, "no use");
    const { runner, clock } = retrying({ fetchResults: failing(1, error) });
    await expect(runner.fetchResults(makeTrial({}))).rejects.toBe(error);
    expect(clock.monotonic()).toBe(0);
  },
);

test("makes a call again that failed with TIMEOUT, or with an error of any kind", async () => {
  for (const error of [new RunnerError("TIMEOUT", "late"), new Error("ECONNRESET"), "a string"]) {
    const { runner } = retrying({ pollTrialStatus: failing(1, error) });
    expect(await runner.pollTrialStatus([])).toStrictEqual(new Map());
  }
});

test("an abort ends the waiting with the signal's reason, and no call is made after it", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const { runner, clock } = retrying({
    pollTrialStatus: ({ call }) => {
      if (call === 2) throw new Error("called after the abort");
      return { type: "fail-before", error: down };
    },
  });
  clock.schedule(100, () => controller.abort(reason));
  await expect(runner.pollTrialStatus([], { signal: controller.signal })).rejects.toBe(reason);
});

test("a call that is aborted is not made again, and rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const { runner, clock } = retrying({
    pollTrialStatus: () => {
      controller.abort(reason);
      return { type: "fail-before", error: down };
    },
  });
  await expect(runner.pollTrialStatus([], { signal: controller.signal })).rejects.toBe(reason);
  expect(clock.monotonic()).toBe(0);
});

test("adds no capability", () => {
  const bare: Runner = withoutMembers(new FakeRunner(new FakeBackend()), "stop", "fetchResults");
  const runner = withRetries(bare);
  expect(runner.stop === undefined && runner.fetchResults === undefined).toBe(true);
});

test.each<[RetryOptions, string]>([
  [{ maxRetries: -1 }, "maxRetries is -1; give a whole number of at least 0."],
  [{ maxRetries: 1.5 }, "maxRetries is 1.5; give a whole number of at least 0."],
  [{ initialDelayMs: Number.NaN }, "initialDelayMs is NaN; give a number of at least 0."],
  [{ initialDelayMs: 9, maxDelayMs: 8 }, "maxDelayMs is 8; give a number of at least 9."],
  [{ backoffFactor: 0.5 }, "backoffFactor is 0.5; give a number of at least 1."],
  [{ jitter: 1.1 }, "jitter is 1.1; give a number from 0 to 1."],
])("refuses %j", (options, message) => {
  const act = (): Runner => withRetries(new FakeRunner(new FakeBackend()), options);
  expect(act).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", message }));
});

describe("keeps the contract of the runner it wraps", async () => {
  await runnerConformance({
    test,
    create: () =>
      // Its waits pass by themselves: while a call is under way, the suite's time stands still.
      new FakeHarness({ wrap: (runner) => withRetries(runner, { clock: new VirtualClock() }) }),
  });
});

test.each<[readonly unknown[], string]>([
  [
    [new FakeRunner(new FakeBackend()), { maxRetry: 3 }],
    'withRetries has no option "maxRetry"; it has maxRetries,',
  ],
  [
    [new FakeRunner(new FakeBackend()), { maxRetries: "5" }],
    'withRetries: maxRetries is "5"; give a whole number',
  ],
  [
    [new FakeRunner(new FakeBackend()), 3],
    "withRetries: the options are 3; give an object with some of maxRetries,",
  ],
  [[], "withRetries has no runner; give a runner: an object with run and pollTrialStatus."],
])("refuses, from code without types: %j", (given, message) => {
  expect(() => Reflect.apply(withRetries, undefined, given)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});
