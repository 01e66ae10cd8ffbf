import { describe, expect, test } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { FakeBackend } from "./fake-backend.ts";

const request = { key: undefined, once: false, trialIndex: 0, attempt: 0 };

function states(backend: FakeBackend): (string | undefined)[] {
  return backend.ledger.map(({ id }) => backend.job(id)?.state);
}

test("a job runs at once, until it is told to finish", () => {
  const backend = new FakeBackend({ clock: new VirtualClock({ startMs: 5 }) });
  backend.submit({ ...request, key: "key", attempt: 2 });
  expect(backend.job(0)).toMatchObject({ id: "job-1", state: "RUNNING", startedAtMs: 5 });
  backend.finish(0);
  expect(backend.job("job-1")).toMatchObject({ state: "SUCCEEDED", exitCode: 0, finishedAtMs: 5 });
  expect(backend.ledger).toEqual([
    { id: "job-1", key: "key", trialIndex: 0, attempt: 2, submittedAtMs: 5 },
  ]);
});

test("a job is queued, runs and ends by the clock", async () => {
  const clock = new VirtualClock({ auto: false });
  const backend = new FakeBackend({
    clock,
    queueMs: ({ trialIndex }) => trialIndex * 10,
    runtimeMs: 15,
  });
  for (const trialIndex of [0, 1, 2]) backend.submit({ ...request, trialIndex });
  const seen: (string | undefined)[][] = [];
  for (let times = 0; times < 4; times += 1) {
    seen.push(states(backend));
    await clock.advance(12);
  }
  expect(seen).toEqual([
    ["RUNNING", "QUEUED", "QUEUED"],
    ["RUNNING", "RUNNING", "QUEUED"],
    ["SUCCEEDED", "RUNNING", "RUNNING"],
    ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"],
  ]);
  expect(backend.job(1)).toMatchObject({ startedAtMs: 10, finishedAtMs: 25 });
});

test("a job that is queued again waits for its start, and has its whole runtime before it", async () => {
  const clock = new VirtualClock({ auto: false });
  const backend = new FakeBackend({ clock, runtimeMs: 10 });
  backend.submit(request);
  await clock.advance(5);
  backend.requeue(0);
  await clock.advance(20);
  expect(states(backend)).toEqual(["QUEUED"]);
  backend.start(0);
  await clock.advance(9);
  expect(states(backend)).toEqual(["RUNNING"]);
  await clock.advance(1);
  expect(backend.job(0)).toMatchObject({ state: "SUCCEEDED", startedAtMs: 25, finishedAtMs: 35 });
});

describe("stopping", () => {
  test("ends a job after a while, unless it has ended by then", async () => {
    const clock = new VirtualClock({ auto: false });
    const backend = new FakeBackend({ clock, stopMs: 10 });
    for (const trialIndex of [0, 1]) backend.submit({ ...request, trialIndex });
    for (const { id } of backend.ledger) expect(backend.cancel(id, "enough")).toBe(true);
    backend.finish(1);
    expect(states(backend)).toEqual(["RUNNING", "SUCCEEDED"]);
    await clock.advance(10);
    expect(states(backend)).toEqual(["CANCELLED", "SUCCEEDED"]);
    expect(backend.job(0)?.reason).toBe("enough");
  });

  test("of a job that has ended, or is not there, changes nothing", () => {
    const backend = new FakeBackend();
    backend.submit(request);
    backend.finish(0, { exitCode: 3 });
    expect(backend.cancel("job-1", undefined)).toBe(true);
    expect(backend.job(0)).toMatchObject({ state: "FAILED", exitCode: 3, reason: "exit code 3" });
    expect(backend.cancel("job-9", undefined)).toBe(false);
  });
});

test("what was to happen to a job that has ended moves no time", async () => {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 3_600_000 });
  for (const trialIndex of [0, 1]) backend.submit({ ...request, trialIndex });
  await clock.sleep(10);
  backend.finish(0);
  backend.forget(1);
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(clock.now()).toBe(10);
});

describe("a key", () => {
  test("is one job where it is to be submitted once, also when the job has ended or is forgotten", () => {
    const backend = new FakeBackend();
    const once = { ...request, key: "key", once: true };
    for (const change of [() => undefined, () => backend.finish(0), () => backend.forget(0)]) {
      expect(backend.submit(once)?.id).toBe("job-1");
      change();
    }
    expect(backend.submit(once)?.id).toBe("job-1");
    expect(backend.submit({ ...once, key: "other" })?.id).toBe("job-2");
    expect(backend.submit({ ...once, once: false })?.id).toBe("job-3");
  });

  test("finds its jobs, the oldest first", () => {
    const backend = new FakeBackend();
    for (const key of ["a", "b", "a"]) backend.submit({ ...request, key });
    expect(backend.find("a").map(({ id }) => id)).toEqual(["job-1", "job-3"]);
    expect(backend.find("c")).toEqual([]);
  });
});

test("slots bound what it takes, and an ended job frees one", () => {
  const backend = new FakeBackend({ slots: 2 });
  expect(backend.freeSlots()).toBe(2);
  backend.submit(request);
  backend.submit(request);
  expect([backend.freeSlots(), backend.submit(request)]).toEqual([0, undefined]);
  expect(backend.ledger.length).toBe(2);
  backend.finish("job-1");
  expect(backend.freeSlots()).toBe(1);
  backend.setSlots(0);
  expect([backend.freeSlots(), backend.submit(request)]).toEqual([0, undefined]);
});

test("a job becomes visible late, and who waits for a change is told", async () => {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, visibilityMs: 30 });
  backend.submit({ ...request, key: "key" });
  expect([backend.query("job-1"), backend.find("key")]).toEqual([undefined, []]);
  await backend.changed(undefined);
  expect(clock.now()).toBe(30);
  expect([backend.query("job-1")?.id, backend.find("key").length]).toEqual(["job-1", 1]);
});

test("a job that is forgotten is gone, and stays in the ledger", () => {
  const backend = new FakeBackend();
  backend.submit(request);
  backend.forget(0);
  expect([backend.query("job-1"), backend.job(0), backend.ledger.length]).toEqual([
    undefined,
    undefined,
    1,
  ]);
  expect(() => backend.finish(0)).toThrow("The fake backend has no job 0.");
});

test("while it is unreachable, all that a runner asks fails, and what a test asks does not", () => {
  const backend = new FakeBackend();
  backend.submit(request);
  backend.setReachable(false);
  for (const ask of [
    () => backend.submit(request),
    () => backend.query("job-1"),
    () => backend.find("key"),
    () => backend.cancel("job-1", undefined),
    () => backend.freeSlots(),
  ]) {
    expect(ask).toThrow("The fake backend is unreachable.");
  }
  backend.finish(0);
  expect(states(backend)).toEqual(["SUCCEEDED"]);
  backend.setReachable(true);
  expect(backend.query("job-1")?.state).toBe("SUCCEEDED");
});

test("it says the word that it is told to, and counts each change of state", () => {
  const backend = new FakeBackend({ queueMs: Infinity });
  backend.submit(request);
  backend.start(0);
  backend.report(0, "HELD");
  backend.print(0, "a line");
  expect(backend.job(0)).toMatchObject({ state: "HELD", revision: 2, stdout: ["a line"] });
});

test("an index stands for the last job of the trial", () => {
  const backend = new FakeBackend();
  backend.submit(request);
  backend.submit({ ...request, attempt: 1 });
  expect(backend.job(0)?.id).toBe("job-2");
});

describe("changed", () => {
  test("resolves at the next change, not at the last one", async () => {
    const backend = new FakeBackend();
    backend.submit(request);
    let changes = 0;
    const waiting = backend.changed(undefined).then(() => (changes += 1));
    await Promise.resolve();
    expect(changes).toBe(0);
    backend.finish(0);
    await waiting;
    expect(changes).toBe(1);
  });

  test("rejects with the signal's reason when aborted, before or while it waits", async () => {
    const backend = new FakeBackend();
    const controller = new AbortController();
    const waiting = backend.changed(controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(backend.changed(controller.signal)).rejects.toBe(reason);
  });
});

test.each<[object, string]>([
  [{ slot: 2 }, 'FakeBackend has no option "slot"; it has clock, slots,'],
  [{ slots: "2" }, 'FakeBackend: slots is "2"; give a number from 0.'],
  [{ runtimeMs: -1 }, "FakeBackend: runtimeMs is -1; give milliseconds from 0, or a function"],
  [{ stopMs: Number.NaN }, "FakeBackend: stopMs is NaN; give milliseconds from 0."],
  [{ clock: Date }, "FakeBackend: clock is a function; give a Clock."],
])("%j is refused", (options, message) => {
  expect(() => new FakeBackend(options)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});
