import { runAll, RunnerError, VirtualClock, type BaseTrial, type Runner } from "@runners/core";
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
import { withMaxLiveTrials } from "./with-max-live-trials.ts";

function capped(maxLiveTrials: number, plan: FaultPlan = {}) {
  const clock = new VirtualClock({ auto: false });
  const backend = new FakeBackend({ clock });
  const inner = withFaults(new FakeRunner(backend), plan, { clock });
  return { clock, backend, inner, runner: withMaxLiveTrials(inner, { maxLiveTrials, clock }) };
}

const trial = (index: number, attempt = 0): BaseTrial<unknown> => makeTrial({}, { index, attempt });

async function start(runner: Runner, index: number, attempt = 0): Promise<BaseTrial<unknown>> {
  const runMetadata = await runner.run(trial(index, attempt));
  return { ...trial(index, attempt), runMetadata, status: "RUNNING" };
}

const slow = { type: "hang-after" } as const;

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error("enough")) };
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "started",
    (error: unknown) => (RunnerError.is(error) ? error.code : error),
  );

test("takes so many and no more, and says so beforehand", async () => {
  const { runner, backend } = capped(2);
  expect(await runner.pollAvailableCapacity()).toBe(2);
  await start(runner, 0);
  expect(await runner.pollAvailableCapacity()).toBe(1);
  await start(runner, 1);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  await expect(runner.run(trial(2))).rejects.toMatchObject({
    code: "NO_CAPACITY",
    trialIndex: 2,
    message:
      "Trial 2 was not deployed: 2 of at most 2 trials (maxLiveTrials) are live; ask again when one has ended.",
  });
  expect(backend.ledger).toHaveLength(2);
});

test("calls at the same time share the slots", async () => {
  const { runner } = capped(2);
  const codes = await Promise.all([0, 1, 2, 3].map((index) => codeOf(runner.run(trial(index)))));
  expect(codes).toStrictEqual(["started", "started", "NO_CAPACITY", "NO_CAPACITY"]);
});

test("the backend's own capacity counts where it is smaller", async () => {
  const { runner, backend } = capped(5);
  backend.setSlots(3);
  expect(await runner.pollAvailableCapacity()).toBe(3);
});

test("a slot is free again once a poll says that its trial has ended", async () => {
  const { runner, backend } = capped(1);
  const first = await start(runner, 0);
  backend.finish(0, { exitCode: 1 });
  expect(await codeOf(runner.run(trial(1)))).toBe("NO_CAPACITY");
  expect(await runner.pollTrialStatus([first].values())).toStrictEqual(
    new Map([["FAILED", new Set([0])]]),
  );
  expect(await codeOf(runner.run(trial(1)))).toBe("started");
});

test("a trial that was refused takes no slot, one that may be deployed does", async () => {
  const refuse = new RunnerError("BACKEND", "refused");
  const unsure = new RunnerError("SUBMISSION_UNKNOWN", "lost");
  const { runner } = capped(1, {
    run: ({ call }) => ({ type: "fail-before", error: call === 1 ? refuse : unsure }),
  });
  expect(await codeOf(runner.run(trial(0)))).toBe("BACKEND");
  expect(await runner.pollAvailableCapacity()).toBe(1);
  expect(await codeOf(runner.run(trial(1)))).toBe("SUBMISSION_UNKNOWN");
  expect(await runner.pollAvailableCapacity()).toBe(0);
  // It is absent: the slot is free, and the trial may have it again.
  expect(await runner.findSubmission(trial(1), "key")).toMatchObject({ outcome: "absent" });
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("a look-up that is absent while run is under way frees nothing", async () => {
  const { runner } = capped(1, { run: () => ({ type: "hang-before" }) });
  const controller = new AbortController();
  const running = codeOf(runner.run(trial(0), { signal: controller.signal }));
  await runner.findSubmission(trial(0), "key");
  expect(await runner.pollAvailableCapacity()).toBe(0);
  controller.abort(new Error("enough"));
  await running;
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("a trial keeps its slot when it is run again, refused or not, as a new attempt too", async () => {
  const { runner } = capped(1, {
    run: ({ call }) =>
      call === 2
        ? { type: "fail-before", error: new RunnerError("BACKEND", "refused") }
        : undefined,
  });
  const first = await start(runner, 0);
  expect(await codeOf(runner.run(trial(0)))).toBe("BACKEND");
  expect(await runner.pollAvailableCapacity()).toBe(0);
  const second = await start(runner, 0, 1);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  // The end of the attempt before says nothing of this one.
  await runner.stop(first);
  await runner.pollTrialStatus([first]);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  await runner.stop(second);
  await runner.pollTrialStatus([second]);
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("two calls for one trial share its slot, and leave none behind when both are refused", async () => {
  const { runner } = capped(2, { run: () => ({ type: "hang-before" }) });
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) => codeOf(runner.run(trial(0), { signal })));
  expect(await runner.pollAvailableCapacity()).toBe(1);
  for (const [i, controller] of controllers.entries()) {
    controller.abort(new Error("enough"));
    await calls[i];
    expect(await runner.pollAvailableCapacity()).toBe(i + 1);
  }
});

test("a trial that is polled as ended before its run has resolved leaves no slot behind", async () => {
  const { runner, backend } = capped(1, { run: ({ call }) => (call === 2 ? slow : undefined) });
  const first = await start(runner, 0);
  const { signal, abort } = abortable();
  const again = codeOf(runner.run(trial(0), { submissionKey: "again", signal }));
  backend.finish(0, { exitCode: 0 });
  await runner.pollTrialStatus([first]);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  abort();
  expect(await again).toBe("SUBMISSION_UNKNOWN");
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("a missing trial counts for the grace period, and again when it is heard of", async () => {
  const { runner, backend, clock } = capped(1);
  const first = await start(runner, 0);
  const second = { ...first, runMetadata: { job: "gone" } };
  await runner.pollTrialStatus([second]);
  await clock.advance(59_999);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  await runner.pollTrialStatus([first]);
  await clock.advance(60_000);
  expect(await runner.pollAvailableCapacity()).toBe(0);
  backend.forget(0);
  await runner.pollTrialStatus([first]);
  await clock.advance(30_000);
  await runner.pollTrialStatus([first]);
  await clock.advance(30_000);
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("counts what polls say is deployed, as after a restart", async () => {
  const { runner, inner, clock } = capped(2);
  const before = [await start(runner, 0), await start(runner, 1)];
  const restarted = withMaxLiveTrials(inner, { maxLiveTrials: 2, clock });
  expect(await restarted.pollAvailableCapacity()).toBe(2);
  await restarted.pollTrialStatus(before);
  expect(await restarted.pollAvailableCapacity()).toBe(0);
});

test("a poll that was overtaken does not bring an ended trial back", async () => {
  const { runner, backend } = capped(1, {
    pollTrialStatus: ({ call }) =>
      call === 2 ? { type: "replace", answer: new Map([["RUNNING", new Set([0])]]) } : undefined,
  });
  const first = await start(runner, 0);
  backend.finish(0, { exitCode: 0 });
  await runner.pollTrialStatus([first]);
  await runner.pollTrialStatus([first]);
  expect(await runner.pollAvailableCapacity()).toBe(1);
});

test("a trial that has ended and is run again, as the same attempt, counts again", async () => {
  const { runner, backend } = capped(1);
  const first = await start(runner, 0);
  backend.finish(0, { exitCode: 1 });
  await runner.pollTrialStatus([first]);
  await start(runner, 0);
  expect(await runner.pollAvailableCapacity()).toBe(0);
});

test("trials of the same index in two experiments are two", async () => {
  const { runner } = capped(2);
  for (const name of ["a", "b"]) {
    await runner.run(makeTrial({}, { experiment: { name, runningTrialIndices: [] } }));
  }
  expect(await runner.pollAvailableCapacity()).toBe(0);
});

describe("runMultiple", () => {
  test("starts what there is room for, and defers the rest", async () => {
    const { runner, backend } = capped(2);
    await start(runner, 0);
    const outcomes = await runner.runMultiple([1, 2, 3].map((index) => trial(index)).values());
    expect(new Map([...outcomes].map(([index, { outcome }]) => [index, outcome]))).toStrictEqual(
      new Map([
        [1, "started"],
        [2, "deferred"],
        [3, "deferred"],
      ]),
    );
    expect(backend.ledger).toHaveLength(2);
  });

  test("frees the slots of what was not started", async () => {
    const { runner, backend } = capped(4);
    backend.setSlots(1);
    await runner.runMultiple([0, 1, 2].map((index) => trial(index)));
    backend.setSlots(10);
    expect(await runner.pollAvailableCapacity()).toBe(3);
  });

  test("keeps the slots where it rejects, as the trials may be deployed", async () => {
    const error = new Error("lost");
    const { runner } = capped(3, { runMultiple: () => ({ type: "fail-after", error }) });
    await expect(runner.runMultiple([trial(0), trial(1)])).rejects.toBe(error);
    expect(await runner.pollAvailableCapacity()).toBe(1);
  });
});

test("a runner without pollAvailableCapacity stays without; runAll defers what run refuses", async () => {
  const inner = withoutMembers(
    new FakeRunner(new FakeBackend()),
    "pollAvailableCapacity",
    "runMultiple",
  );
  const runner: Runner = withMaxLiveTrials(inner, { maxLiveTrials: 1 });
  expect(runner.pollAvailableCapacity === undefined).toBe(true);
  const outcomes = await runAll(runner, [trial(0), trial(1)]);
  expect([...outcomes.values()].map(({ outcome }) => outcome)).toStrictEqual([
    "started",
    "deferred",
  ]);
});

test.each([
  [{ maxLiveTrials: 0 }, "maxLiveTrials is 0; give a whole number of at least 1."],
  [{ maxLiveTrials: 1.5 }, "maxLiveTrials is 1.5; give a whole number of at least 1."],
  [{ maxLiveTrials: 1, missingGraceMs: -1 }, "missingGraceMs is -1; give a number of at least 0."],
])("refuses %j", (options, message) => {
  const act = (): Runner => withMaxLiveTrials(new FakeRunner(new FakeBackend()), options);
  expect(act).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", message }));
});

describe.each([8, Infinity])("keeps the contract with a cap of %d", async (maxLiveTrials) => {
  await runnerConformance({
    test,
    create: () =>
      new FakeHarness({
        wrap: (runner, { clock }) => withMaxLiveTrials(runner, { maxLiveTrials, clock }),
      }),
  });
});

test.each<[readonly unknown[], string]>([
  [
    [new FakeRunner(new FakeBackend())],
    "withMaxLiveTrials: the options are undefined; give an object with some of maxLiveTrials,",
  ],
  [
    [new FakeRunner(new FakeBackend()), {}],
    "withMaxLiveTrials has no maxLiveTrials; give a whole number of at least 1.",
  ],
  [
    [new FakeRunner(new FakeBackend()), { maxLiveTrials: "5" }],
    'withMaxLiveTrials: maxLiveTrials is "5"; give a whole number',
  ],
  [[{}, { maxLiveTrials: 1 }], "withMaxLiveTrials: runner is an object; give a runner:"],
])("refuses, from code without types: %j", (given, message) => {
  expect(() => Reflect.apply(withMaxLiveTrials, undefined, given)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});
