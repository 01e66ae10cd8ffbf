import { RunnerError, VirtualClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { SteppingClock } from "./__fixtures__/stepping-clock.ts";
import { BackendSimulator } from "./backend-simulator.ts";
import type { BackendSimulatorOptions } from "./backend-simulator-options.ts";

describe("options out of range are refused", () => {
  test.each<[string, BackendSimulatorOptions]>([
    ["maxConcurrency is 0", { maxConcurrency: 0 }],
    ["maxConcurrency is 1.5", { maxConcurrency: 1.5 }],
    ["maxConcurrency is Infinity", { maxConcurrency: Infinity }],
    ["timeScaling is 0", { timeScaling: 0 }],
    ["timeScaling is -1", { timeScaling: -1 }],
    ["timeScaling is Infinity", { timeScaling: Infinity }],
    ["timeScaling is NaN", { timeScaling: Number.NaN }],
    ["failureRate is -0.1", { failureRate: -0.1 }],
    ["failureRate is 1.1", { failureRate: 1.1 }],
    ["failureRate is NaN", { failureRate: Number.NaN }],
    ["internalClock is NaN", { internalClock: Number.NaN }],
    ["time is Infinity", { time: Infinity }],
    ["useUpdateAsStartTime is true", { useUpdateAsStartTime: true }],
    ['semantics is "exakt"', { semantics: "exakt" as "exact" }],
    ['failureTiming is "late"', { failureTiming: "late" as "submission" }],
    ['failureTiming is "during-run"', { semantics: "ax", failureTiming: "during-run" }],
    ['no option "slots"', { slots: 3 } as object],
    ["the options are null; give an object", null as never],
    ["seed is an object; give a number or a text", { seed: {} as never }],
    ["random is 0.5", { random: 0.5 as never }],
    ["simStartTime undefined", { running: [{ trialIndex: 0, simRuntime: 1 }] }],
    [
      "simStartTime 9",
      { internalClock: 5, running: [{ trialIndex: 0, simRuntime: 1, simStartTime: 9 }] },
    ],
    ["simStartTime 1", { queued: [{ trialIndex: 0, simRuntime: 1, simStartTime: 1 }] }],
    ["runtime of trial 0 is -1", { queued: [{ trialIndex: 0, simRuntime: -1 }] }],
    ["index is -1", { completed: [{ trialIndex: -1, simRuntime: 1 }] }],
    [
      "Trial 0 is running already",
      {
        internalClock: 0,
        running: [{ trialIndex: 0, simRuntime: 1, simStartTime: 0 }],
        queued: [{ trialIndex: 0, simRuntime: 1 }],
      },
    ],
  ])("%s", (message, options) => {
    expect(() => new BackendSimulator(options)).toThrow(message);
    expect(refusal(() => new BackendSimulator(options))).toBe("INVALID_ARGUMENT");
  });

  test("what Ax accepts is accepted in ax semantics", () => {
    const odd = { maxConcurrency: 0, timeScaling: 0, failureRate: -1, useUpdateAsStartTime: true };
    const options = { semantics: "ax", ...odd, verboseLogging: true } as const;
    expect(() => new BackendSimulator(options)).not.toThrow();
  });

  test("null for internalClock, Python's None, leaves time to the clock in ax semantics", () => {
    const state = JSON.parse('{ "semantics": "ax", "internalClock": null }') as object;
    const simulator = new BackendSimulator({ ...state, clock: new SteppingClock(5, 0) });
    simulator.update();
    expect([simulator.time, simulator.internalClock]).toEqual([5, undefined]);
  });
});

describe("calls that are wrong change nothing", () => {
  test.each<[string, (simulator: BackendSimulator) => void]>([
    ["runtime of trial 9 is -1", (simulator) => simulator.runTrial(9, -1)],
    ["runtime of trial 9 is NaN", (simulator) => simulator.runTrial(9, Number.NaN)],
    ['runtime of trial 9 is "5"; give a', (simulator) => simulator.runTrial(9, "5" as never)],
    ["runtime of trial 9 is Infinity", (simulator) => simulator.runTrial(9, Infinity)],
    ["trial index is 0.5", (simulator) => simulator.runTrial(0.5, 1)],
    ["trial index is 2147483648", (simulator) => simulator.runTrial(2 ** 31, 1)],
    ["Trial 0 is running already", (simulator) => simulator.runTrial(0, 1)],
    ["Trial 1 is queued already", (simulator) => simulator.runTrial(1, 1)],
    ["Trial 7 not found", (simulator) => simulator.stopTrial(7)],
    ["Trial 7 not found", (simulator) => simulator.lookupTrialIndexStatus(7)],
    [
      "must be either staged or running",
      (simulator) => simulator.newTrial({ trialIndex: 9, simRuntime: 1 }, "COMPLETED"),
    ],
    ["internalClock is 4", (simulator) => (simulator.internalClock = 4)],
    ["maxConcurrency is 0", (simulator) => (simulator.maxConcurrency = 0)],
    ["timeScaling is 0", (simulator) => (simulator.timeScaling = 0)],
    ["failureRate is 2", (simulator) => (simulator.failureRate = 2)],
  ])("%s", (message, call) => {
    const simulator = new BackendSimulator({
      internalClock: 5,
      failureRate: 0.5,
      random: () => 0.9,
    });
    simulator.runTrial(0, 3);
    simulator.runTrial(1, 3);
    const before = simulator.state();
    expect(() => call(simulator)).toThrow(message);
    expect(refusal(() => call(simulator))).toBe("INVALID_ARGUMENT");
    expect(simulator.state()).toEqual(before);
  });

  test("a timeScaling that makes a runtime infinite", () => {
    const simulator = new BackendSimulator({ timeScaling: 1e-300 });
    expect(() => simulator.runTrial(0, 1e300)).toThrow("Infinity after timeScaling");
  });

  test.each([
    [1, "is -1 seconds; give"],
    [2, "is -1 seconds, -0.5 after timeScaling; give"],
  ])("timeScaling %d is told of where it changes a runtime", (timeScaling, message) => {
    expect(() => new BackendSimulator({ timeScaling }).runTrial(0, -1)).toThrow(message);
  });

  test("a runtime that is a text in ax semantics, as Ax cannot divide it either", () => {
    const simulator = new BackendSimulator({ semantics: "ax" });
    expect(refusal(() => simulator.runTrial(0, "5" as never))).toBe("INVALID_ARGUMENT");
    expect(simulator.allTrials).toEqual([]);
  });

  test("a timeScaling of 0 in ax semantics, which Ax refuses then", () => {
    const simulator = new BackendSimulator({ semantics: "ax", timeScaling: 0 });
    expect(refusal(() => simulator.runTrial(0, 1))).toBe("INVALID_ARGUMENT");
    expect(simulator.allTrials).toEqual([]);
  });
});

describe("exact semantics", () => {
  test("the earliest finish frees its slot first, however late that is noticed", () => {
    const clock = new SteppingClock(0, 0);
    const simulator = new BackendSimulator({ maxConcurrency: 2, clock });
    for (const [index, runtime] of [5, 2, 2, 1].entries()) simulator.runTrial(index, runtime);
    clock.seconds = 100;
    expect(
      simulator.allTrials.map(({ trialIndex, simStartTime, simCompletedTime }) => [
        trialIndex,
        simStartTime,
        simCompletedTime,
      ]),
    ).toEqual([
      [1, 0, 2],
      [2, 2, 4],
      [0, 0, 5],
      [3, 4, 5],
    ]);
  });

  test("a stop frees the slot at its own time, and takes a queued trial out of the queue", () => {
    const clock = new SteppingClock(0, 0);
    const simulator = new BackendSimulator({ clock });
    for (const index of [0, 1, 2]) simulator.runTrial(index, 10);
    clock.seconds = 2;
    simulator.stopTrial(1);
    simulator.stopTrial(0);
    expect(simulator.getSimTrialByIndex(0)).toMatchObject({ simStartTime: 0, simCompletedTime: 2 });
    expect(simulator.getSimTrialByIndex(1)).not.toHaveProperty("simStartTime");
    expect(simulator.getSimTrialByIndex(2)).toMatchObject({ simStartTime: 2 });
    expect([0, 1, 2].map((index) => simulator.lookupTrialIndexStatus(index))).toEqual([
      "ABANDONED",
      "ABANDONED",
      "RUNNING",
    ]);
  });

  test("a queued trial may be stopped at a time that equals its runtime", () => {
    const clock = new SteppingClock(0, 0);
    const simulator = new BackendSimulator({ clock });
    simulator.runTrial(0, 20);
    simulator.runTrial(1, 10);
    clock.seconds = 10;
    simulator.stopTrial(1);
    expect(simulator.getSimTrialByIndex(1)).toEqual({
      trialIndex: 1,
      simRuntime: 10,
      simQueuedTime: 0,
      simCompletedTime: 10,
    });
  });

  test("initial queued trials start in the slots that are free", () => {
    const queued = [4, 5, 6].map((trialIndex) => ({ trialIndex, simRuntime: 1 }));
    const simulator = new BackendSimulator({ internalClock: 10, maxConcurrency: 2, queued });
    expect(simulator.status()).toMatchObject({ queued: [6], running: [4, 5] });
  });

  test("a slot that an overdue initial trial held is free from now on, not before", () => {
    const simulator = new BackendSimulator({
      internalClock: 10,
      running: [{ trialIndex: 0, simRuntime: 1, simStartTime: 3 }],
      queued: [{ trialIndex: 1, simRuntime: 1 }],
    });
    expect(simulator.getSimTrialByIndex(0)).toMatchObject({ simCompletedTime: 4 });
    expect(simulator.getSimTrialByIndex(1)).toMatchObject({ simStartTime: 10 });
  });

  test("newTrial runs a trial without a slot, and the queue waits for as long", () => {
    const simulator = new BackendSimulator({ internalClock: 0 });
    simulator.runTrial(0, 1);
    simulator.runTrial(1, 1);
    simulator.newTrial({ trialIndex: 2, simRuntime: 3 }, "RUNNING");
    simulator.update();
    expect(simulator.status()).toMatchObject({ running: [2], queued: [1], completed: [0] });
    for (const _ of [2, 3]) simulator.update();
    expect(simulator.getSimTrialByIndex(1)).toMatchObject({ simStartTime: 3 });
  });

  test("time does not go back with the clock", () => {
    const clock = new SteppingClock(50, 0);
    const simulator = new BackendSimulator({ clock });
    simulator.runTrial(0, 1);
    clock.seconds = 60;
    simulator.update();
    clock.seconds = 40;
    expect(simulator.time).toBe(60);
    simulator.runTrial(1, 1);
    expect(simulator.getSimTrialByIndex(1)).toMatchObject({ simStartTime: 60 });
  });

  test("a failure during the run comes at a share of the runtime, and frees the slot", () => {
    const draws = [0.1, 0.25, 0.9];
    const simulator = new BackendSimulator({
      internalClock: 0,
      failureRate: 0.5,
      failureTiming: "during-run",
      random: () => draws.shift() ?? 1,
    });
    simulator.runTrial(0, 8);
    simulator.runTrial(1, 1);
    for (const _ of [1, 2, 3]) simulator.update();
    expect(simulator.lookupTrialIndexStatus(0)).toBe("FAILED");
    expect(simulator.getSimTrialByIndex(0)).toMatchObject({ simCompletedTime: 2 });
    expect(simulator.getSimTrialByIndex(1)).toMatchObject({ simStartTime: 2, simCompletedTime: 3 });
  });

  test("many stops leave nothing behind that would end again", () => {
    const simulator = new BackendSimulator({ internalClock: 0, maxConcurrency: 500 });
    for (let index = 0; index < 1_000; index += 1) simulator.runTrial(index, 10 + (index % 7));
    for (let index = 0; index < 1_000; index += 3) simulator.stopTrial(index);
    simulator.internalClock = 1_000;
    expect([simulator.numAbandoned, simulator.numCompleted, simulator.numRunning]).toEqual([
      334, 666, 0,
    ]);
  });
});

describe.each(["exact", "ax"] as const)("a state of %s semantics", (semantics) => {
  test("goes on identically, its random numbers included", () => {
    const options = { semantics, maxConcurrency: 3, failureRate: 0.3, seed: "state" } as const;
    const simulator = new BackendSimulator({ ...options, internalClock: 0 });
    run(simulator, 1);
    const restored = new BackendSimulator(
      JSON.parse(JSON.stringify(simulator.state())) as BackendSimulatorOptions,
    );
    expect(restored.state()).toEqual(simulator.state());
    run(simulator, 101);
    run(restored, 101);
    expect(restored.state()).toEqual(simulator.state());
    expect(simulator.numFailed).toBeGreaterThan(5);
  });
});

test("a look in ax semantics shows what Ax's own reads give", () => {
  const simulator = new BackendSimulator({ semantics: "ax", internalClock: 0, maxConcurrency: 1 });
  for (const index of [0, 1]) simulator.runTrial(index, 1);
  for (let ticks = 0; ticks < 3; ticks += 1) {
    const seen: unknown[] = [];
    simulator.look([{ index: 0 }, { index: 1 }, { index: 7 }], (...shown) => seen.push(shown));
    const read = [0, 1, 7].map((index) => {
      const { simStartTime, simCompletedTime } = simulator.getSimTrialByIndex(index) ?? {};
      return [index, simulator.findTrialIndexStatus(index), simStartTime, simCompletedTime];
    });
    expect(seen).toEqual(read);
    simulator.update();
  }
  expect(simulator.numCompleted).toBe(2);
});

test("on a clock with a schedule, each change comes at its own instant", async () => {
  const clock = new VirtualClock({ startMs: 1_000 });
  const simulator = new BackendSimulator({ clock });
  const seen: [number, readonly number[]][] = [];
  const unsubscribe = simulator.onStatusChange((indices) => seen.push([clock.now(), indices]));
  simulator.runTrial(7, 0.1);
  simulator.runTrial(8, 0.2);
  await clock.sleep(10_000);
  expect(seen).toEqual([
    [1_000, [7]],
    [1_000, [8]],
    [1_100, [7, 8]],
    [1_300, [8]],
  ]);
  unsubscribe();
  simulator.runTrial(9, 1);
  await clock.sleep(10_000);
  expect(seen).toHaveLength(4);
});

describe("a listener on a clock with a schedule", () => {
  test("hears at once of what takes no time", async () => {
    const { simulator, seen } = watched();
    simulator.runTrial(0, 0);
    expect(seen).toEqual([[0, 0, 0]]);
    simulator.newTrial({ trialIndex: 3, simRuntime: 1, simStartTime: -5 }, "RUNNING");
    expect(seen.slice(1)).toEqual([[0, 3, 3]]);
  });

  test("hears of all that a setting brings about", async () => {
    const { simulator, seen } = watched();
    simulator.runTrial(0, 10);
    for (const index of [1, 2]) simulator.runTrial(index, 0);
    seen.splice(0);
    simulator.maxConcurrency = 2;
    expect(seen).toEqual([[0, 1, 1, 2, 2]]);
  });

  test("hears of a stop in ax semantics when it is noticed, though nobody polls", async () => {
    const { clock, simulator, seen } = watched({ semantics: "ax" });
    simulator.runTrial(0, 10);
    await clock.sleep(2_000);
    simulator.stopTrial(0);
    await clock.sleep(1);
    expect(seen).toEqual([
      [0, 0],
      [2_000, 0],
    ]);
  });

  test("in ax semantics, tells whoever looks what is wrong with a trial, not the clock", async () => {
    const clock = new VirtualClock();
    const simulator = new BackendSimulator({
      semantics: "ax",
      clock,
      maxConcurrency: 3,
      running: [{ trialIndex: 9, simRuntime: 1 }],
    });
    simulator.runTrial(0, 2);
    await clock.sleep(5_000);
    expect(() => simulator.update()).toThrow("has no simStartTime");
  });

  test("in ax semantics, useUpdateAsStartTime can be set later, and null is no time", () => {
    const simulator = new BackendSimulator({ semantics: "ax", internalClock: 0 });
    simulator.runTrial(0, 1.5);
    simulator.newTrial({ trialIndex: 1, simRuntime: 5, simStartTime: null } as never, "STAGED");
    expect(simulator.getSimTrialByIndex(1)).toEqual({ trialIndex: 1, simRuntime: 5 });
    simulator.useUpdateAsStartTime = true;
    simulator.update();
    simulator.update();
    expect(simulator.getSimTrialByIndex(1)?.simStartTime).toBe(2);
    expect(simulator.state().useUpdateAsStartTime).toBe(true);
    const exact = new BackendSimulator();
    expect(() => (exact.useUpdateAsStartTime = true)).toThrow("useUpdateAsStartTime");
    expect(exact.useUpdateAsStartTime).toBe(false);
  });

  test("hears of what a read finds due before its timer", async () => {
    const { clock, simulator, seen } = watched();
    const statuses: unknown[] = [];
    clock.schedule(10_000, () => statuses.push(simulator.findTrialIndexStatus(0)));
    simulator.runTrial(0, 10);
    simulator.runTrial(1, 0);
    await clock.sleep(20_000);
    expect(statuses).toEqual(["COMPLETED"]);
    expect(seen).toEqual([
      [0, 0],
      [0, 1],
      [10_000, 0, 1, 1],
    ]);
  });
});

test("the tick clock moves with update() and nothing else", async () => {
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({ internalClock: 0, clock });
  simulator.runTrial(0, 2);
  await clock.sleep(60_000);
  expect(simulator.lookupTrialIndexStatus(0)).toBe("RUNNING");
  simulator.update();
  simulator.update();
  expect([simulator.time, simulator.lookupTrialIndexStatus(0)]).toEqual([2, "COMPLETED"]);
});

test("an index may be used again once its trial has ended", () => {
  const simulator = new BackendSimulator({ internalClock: 0 });
  simulator.runTrial(3, 1);
  simulator.update();
  simulator.runTrial(3, 5);
  expect(simulator.lookupTrialIndexStatus(3)).toBe("RUNNING");
  expect(simulator.getSimTrialByIndex(3)).toMatchObject({ simAttempt: 1, simStartTime: 1 });
  expect(simulator.numCompleted).toBe(1);
});

/** The code of the error that a call throws. */
function refusal(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    if (RunnerError.is(error)) return error.code;
  }
  return undefined;
}

/** Twenty trials, some of which are stopped, from one index on. */
function run(simulator: BackendSimulator, first: number): void {
  for (let index = first; index < first + 20; index += 1) {
    simulator.runTrial(index, index % 6);
    if (index % 5 === 0) simulator.stopTrial(index - 1);
    simulator.update();
  }
}

/** On a virtual clock, with all that a listener hears, and when. */
function watched(options: BackendSimulatorOptions = {}) {
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({ ...options, clock });
  const seen: [number, ...number[]][] = [];
  simulator.onStatusChange((indices) => seen.push([clock.now(), ...indices]));
  return { clock, simulator, seen };
}
