import { expect, test } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { FakeBackend } from "./fake-backend.ts";
import { FakeRunner } from "./fake-runner.ts";
import { makeTrial } from "./make-trial.ts";

// That it keeps the contract, the conformance suite says; this is what it promises beyond it.

test("a word of the backend is a status", async () => {
  const backend = new FakeBackend({ queueMs: Infinity });
  const runner = new FakeRunner(backend);
  const trial = makeTrial({}, { runMetadata: await runner.run(makeTrial({})) });
  const seen: unknown[] = [];
  const poll = async (): Promise<void> => {
    seen.push(...(await runner.pollTrialStatus([trial])).keys());
  };
  await poll();
  backend.start(0);
  await poll();
  backend.report(0, "toString");
  await poll();
  backend.finish(0, { exitCode: 2 });
  await poll();
  backend.forget(0);
  await poll();
  expect(seen).toEqual(["STAGED", "RUNNING", "UNKNOWN", "FAILED", "MISSING"]);
});

test("details are the backend's own account", async () => {
  const backend = new FakeBackend({ clock: new VirtualClock({ startMs: 7 }) });
  const runner = new FakeRunner(backend);
  const trial = makeTrial({}, { runMetadata: await runner.run(makeTrial({})) });
  const details = async (): Promise<unknown> => (await runner.pollTrialDetails([trial])).get(0);
  expect(await details()).toEqual({ backendState: "RUNNING", startedAtMs: 7 });
  backend.finish(0, { exitCode: 2, reason: "out of memory" });
  expect(await details()).toEqual({
    backendState: "FAILED",
    exitCode: 2,
    reason: "out of memory",
    startedAtMs: 7,
    finishedAtMs: 7,
  });
});

test("equal keys are two jobs where it promises nothing, and both are found", async () => {
  const runner = new FakeRunner(new FakeBackend(), { submissionGuarantee: "none" });
  for (const submissionKey of ["key", "key"]) await runner.run(makeTrial({}), { submissionKey });
  expect(await runner.findSubmission(makeTrial({}), "key")).toEqual({
    outcome: "found",
    found: [{ job: "job-1" }, { job: "job-2" }],
  });
});

test("it takes all parameters, unless it is told which to refuse", async () => {
  const backend = new FakeBackend();
  const runner = new FakeRunner(backend, {
    refuses: ({ arms }) => (arms[0].parameters === "bad" ? "it is bad" : undefined),
  });
  await expect(runner.run(makeTrial("bad", { index: 4 }))).rejects.toMatchObject({
    code: "INVALID_TRIAL",
    trialIndex: 4,
    message: "Trial 4 was refused: it is bad. Nothing was started.",
  });
  expect(await runner.run(makeTrial("good"))).toEqual({ job: "job-1" });
});

test("results and lines are those that the test gave the job", async () => {
  const backend = new FakeBackend();
  const runner = new FakeRunner(backend);
  const trial = makeTrial({}, { runMetadata: await runner.run(makeTrial({})) });
  const lines: string[] = [];
  const following = (async () => {
    for await (const line of runner.readLogs(trial, { stream: "stderr", follow: true })) {
      lines.push(line);
    }
  })();
  backend.print(0, "first", "stderr");
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(lines).toEqual(["first"]);
  backend.print(0, "elsewhere");
  backend.print(0, "second", "stderr");
  backend.measure(0, { metric: "loss", mean: 1 }, { metric: "loss", mean: 0.5 });
  expect(await runner.fetchResults(trial)).toEqual({
    final: false,
    observations: [
      { metric: "loss", mean: 1 },
      { metric: "loss", mean: 0.5 },
    ],
  });
  backend.finish(0);
  await following;
  expect(lines).toEqual(["first", "second"]);
  expect((await runner.fetchResults(trial)).final).toBe(true);
});

test("a hint that cannot reach the backend rejects, and so does waiting through an outage", async () => {
  const backend = new FakeBackend();
  const runner = new FakeRunner(backend);
  const trial = makeTrial({}, { runMetadata: await runner.run(makeTrial({})) });
  await runner.pollTrialStatus([trial]);
  const waiting = runner.waitForChange([trial]);
  backend.setReachable(false);
  await expect(waiting).rejects.toMatchObject({ code: "BACKEND" });
});
