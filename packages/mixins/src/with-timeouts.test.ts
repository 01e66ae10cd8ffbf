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
import { withTimeouts, type TimeoutOptions } from "./with-timeouts.ts";

const limits = { runTimeoutMs: 1_000, queryTimeoutMs: 200, stopTimeoutMs: 300, runGraceMs: 50 };

function limited(plan: FaultPlan, options: TimeoutOptions = {}) {
  const clock = new VirtualClock({ startMs: 5_000 });
  const backend = new FakeBackend({ clock });
  const faulty = withFaults(new FakeRunner(backend), plan, { clock });
  return { clock, backend, faulty, runner: withTimeouts(faulty, { ...limits, clock, ...options }) };
}

const hang = (): { readonly type: "hang-before" } => ({ type: "hang-before" });
const lost = (): { readonly type: "hang-after" } => ({ type: "hang-after" });
const never = new Promise<never>(() => undefined);
const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.unreachable(`it resolves with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

describe("a query that hangs rejects with TIMEOUT", () => {
  const trial = makeTrial({});
  test.each<[string, number, (runner: FakeRunner) => Promise<unknown>]>([
    ["pollTrialStatus", 200, (runner) => runner.pollTrialStatus([trial])],
    ["pollTrialDetails", 200, (runner) => runner.pollTrialDetails([trial])],
    ["pollAvailableCapacity", 200, (runner) => runner.pollAvailableCapacity()],
    ["findSubmission", 200, (runner) => runner.findSubmission(trial, "key")],
    ["fetchResults", 200, (runner) => runner.fetchResults(trial)],
    ["stop", 300, (runner) => runner.stop(trial)],
    ["stopMultiple", 300, (runner) => runner.stopMultiple([trial])],
  ])("%s", async (member, ms, call) => {
    const { runner, clock } = limited({ [member]: hang });
    const error = await rejectionOf(call(runner));
    expect(error).toMatchObject({
      code: "TIMEOUT",
      message: `${member} had no answer within ${ms} ms.`,
    });
    expect(clock.monotonic()).toBe(ms);
  });
});

/** A runner that heeds no signal. */
function deaf(): Runner {
  return { run: () => never, pollTrialStatus: () => never };
}

test("and so does one of a runner that does not heed the abort", async () => {
  const clock = new VirtualClock();
  const runner = withTimeouts(deaf(), { ...limits, clock });
  expect(await rejectionOf(runner.pollTrialStatus([]))).toMatchObject({ code: "TIMEOUT" });
  expect(clock.monotonic()).toBe(200);
});

test("the runner sees the abort, and an answer that comes after it is nobody's", async () => {
  const clock = new VirtualClock();
  const seen: unknown[] = [];
  const late: Runner = {
    ...deaf(),
    async pollTrialStatus(_trials, { signal } = {}) {
      await clock.sleep(250);
      seen.push(signal?.reason);
      throw new Error("nobody hears this");
    },
  };
  const error = await rejectionOf(withTimeouts(late, { ...limits, clock }).pollTrialStatus([]));
  await clock.sleep(100);
  expect(seen).toStrictEqual([error]);
});

test("a call in time gives its answer, and time does not move on for its limit", async () => {
  const { runner, clock } = limited({ pollTrialStatus: () => ({ type: "delay", delayMs: 199 }) });
  const runMetadata = await runner.run(makeTrial({}));
  const trial = makeTrial({}, { runMetadata });
  expect(await runner.pollTrialStatus([trial].values())).toStrictEqual(
    new Map([["RUNNING", new Set([0])]]),
  );
  expect(await runner.stop(trial, { reason: "enough" })).toStrictEqual({ reason: "enough" });
  await new Promise(setImmediate);
  expect(clock.monotonic()).toBe(199);
});

test("the caller's abort rejects a query at once with its reason, heeded or not", async () => {
  const clock = new VirtualClock();
  const runner = withTimeouts(deaf(), { ...limits, clock });
  const controller = new AbortController();
  const reason = new Error("enough");
  clock.schedule(100, () => controller.abort(reason));
  expect(await rejectionOf(runner.pollTrialStatus([], { signal: controller.signal }))).toBe(reason);
  expect(clock.monotonic()).toBe(100);
  expect(await rejectionOf(runner.pollTrialStatus([], { signal: controller.signal }))).toBe(reason);
  expect(clock.monotonic()).toBe(100);
});

describe("run that hangs", () => {
  test("rejects with SUBMISSION_UNKNOWN, though it had not reached the backend", async () => {
    const { runner, clock, backend } = limited({ run: hang });
    const error = await rejectionOf(runner.run(makeTrial({}, { index: 3 })));
    expect(error).toMatchObject({ code: "SUBMISSION_UNKNOWN", trialIndex: 3 });
    expect(error).toHaveProperty("cause.code", "TIMEOUT");
    expect(error).toHaveProperty(
      "message",
      "Trial 3 may be deployed: run of trial 3 had no answer within 1000 ms. Look it up by its key before it is run again.",
    );
    expect(clock.monotonic()).toBe(1_000);
    expect(backend.ledger).toHaveLength(0);
  });

  test("rejects with the runner's own SUBMISSION_UNKNOWN where it gives one", async () => {
    const { runner, backend } = limited({ run: lost });
    const error = await rejectionOf(runner.run(makeTrial({})));
    expect(error).toMatchObject({
      code: "SUBMISSION_UNKNOWN",
      message: "The answer of run was lost; look the trial up.",
    });
    expect(backend.ledger).toHaveLength(1);
  });

  test("rejects after the grace period where the runner does not heed the abort", async () => {
    const clock = new VirtualClock();
    const runner = withTimeouts(deaf(), { ...limits, clock });
    const error = await rejectionOf(runner.run(makeTrial({})));
    expect(error).toMatchObject({ code: "SUBMISSION_UNKNOWN" });
    expect(clock.monotonic()).toBe(1_050);
  });

  test("says within the grace period what became of it: started, or refused", async () => {
    const clock = new VirtualClock();
    const refusal = new RunnerError("INVALID_TRIAL", "too big");
    for (const end of [() => ({ job: 1 }), () => Promise.reject(refusal)]) {
      const slow: Runner = {
        ...deaf(),
        async run() {
          await clock.sleep(1_040);
          return end();
        },
      };
      const outcome = await withTimeouts(slow, { ...limits, clock })
        .run(makeTrial({}))
        .catch((error: unknown) => error);
      expect([{ job: 1 }, refusal]).toContainEqual(outcome);
    }
  });

  test("rejects with SUBMISSION_UNKNOWN where it then fails in a way that says nothing", async () => {
    const clock = new VirtualClock();
    const failing: Runner = {
      ...deaf(),
      async run() {
        await clock.sleep(1_040);
        throw new Error("socket hang up");
      },
    };
    const error = await rejectionOf(withTimeouts(failing, { ...limits, clock }).run(makeTrial({})));
    expect(error).toMatchObject({ code: "SUBMISSION_UNKNOWN" });
  });

  test("is left to the runner when the caller aborts it", async () => {
    const { runner, clock } = limited({ run: lost });
    const controller = new AbortController();
    const reason = new Error("enough");
    clock.schedule(5_100, () => controller.abort(reason));
    const error = await rejectionOf(runner.run(makeTrial({}), { signal: controller.signal }));
    expect(error).toMatchObject({ code: "SUBMISSION_UNKNOWN", cause: reason });
    expect(clock.monotonic()).toBe(100);
  });
});

test("run is told to start nothing after its time-out, nor after the caller's notAfterMs", async () => {
  const told: unknown[] = [];
  const clock = new VirtualClock({ startMs: 5_000 });
  const listening: Runner = {
    ...deaf(),
    run: async (_trial, options) => ({ told: told.push(options?.notAfterMs) }),
  };
  const runner = withTimeouts(listening, { ...limits, clock });
  await runner.run(makeTrial({}));
  await runner.run(makeTrial({}), { notAfterMs: 5_500 });
  await runner.run(makeTrial({}), { notAfterMs: 9_000 });
  await withTimeouts(listening, { clock, runTimeoutMs: Infinity }).run(makeTrial({}));
  expect(told).toStrictEqual([6_000, 5_500, 6_000, undefined]);
});

describe("runMultiple that hangs", () => {
  const trials = [makeTrial({}, { index: 0 }), makeTrial({}, { index: 1 })];

  test("has the outcomes that the runner gives once aborted", async () => {
    const { runner } = limited({ runMultiple: lost });
    const outcomes = await runner.runMultiple(trials.values());
    expect([...outcomes.values()].map(({ outcome }) => outcome)).toStrictEqual([
      "started",
      "started",
    ]);
  });

  test("says unknown of each trial where the runner does not heed the abort", async () => {
    const clock = new VirtualClock();
    const silent: Runner = { ...deaf(), runMultiple: () => never };
    const runner = withTimeouts(silent, { ...limits, clock });
    const outcomes = await runner.runMultiple?.(trials.values());
    expect([...(outcomes ?? [])]).toMatchObject(
      [0, 1].map((index) => [
        index,
        { outcome: "unknown", error: { code: "SUBMISSION_UNKNOWN", trialIndex: index } },
      ]),
    );
    expect(clock.monotonic()).toBe(1_050);
  });
});

test("adds no capability", () => {
  const bare: Runner = withoutMembers(new FakeRunner(new FakeBackend()), "stop", "runMultiple");
  const runner = withTimeouts(bare);
  expect(runner.stop === undefined && runner.runMultiple === undefined).toBe(true);
});

test.each<[TimeoutOptions, string]>([
  [{ runTimeoutMs: -1 }, "runTimeoutMs is -1; give a number of at least 0."],
  [{ queryTimeoutMs: Number.NaN }, "queryTimeoutMs is NaN; give a number of at least 0."],
])("refuses %j", (options, message) => {
  const act = (): Runner => withTimeouts(new FakeRunner(new FakeBackend()), options);
  expect(act).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", message }));
});

describe("keeps the contract of the runner it wraps", async () => {
  await runnerConformance({
    test,
    create: () => new FakeHarness({ wrap: (runner, { clock }) => withTimeouts(runner, { clock }) }),
  });
});

test.each<[readonly unknown[], string]>([
  [
    [new FakeRunner(new FakeBackend()), { runTimeout: 5 }],
    'withTimeouts has no option "runTimeout"; it has runTimeoutMs,',
  ],
  [
    [new FakeRunner(new FakeBackend()), { runTimeoutMs: "5" }],
    'withTimeouts: runTimeoutMs is "5"; give milliseconds',
  ],
  [
    [new FakeRunner(new FakeBackend()), { clock: {} }],
    "withTimeouts: clock is an object; give a Clock.",
  ],
  [[null], "withTimeouts: runner is null; give a runner: an object with run and pollTrialStatus."],
])("refuses, from code without types: %j", (given, message) => {
  expect(() => Reflect.apply(withTimeouts, undefined, given)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});
