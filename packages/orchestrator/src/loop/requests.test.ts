import { RunnerError, VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../store/memory-store.ts";
import type { Request } from "../store/request.ts";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";

/** A store that others leave requests in. */
const attentive = (): MemoryStore => new MemoryStore({ attentionMs: 1_000 });

test("a trial is stopped on request, the others go on", async () => {
  const store = attentive();
  const { orchestrator } = setUp({ environment: { store } });
  await finish(orchestrator, (event) => {
    if (event.type !== "trial-deployed" || event.index !== 1) return;
    void store.request({ type: "stop-trials", indices: [1, 9], reason: "no use", force: false });
  });
  expect(orchestrator.experiment.trial(1)).toMatchObject({ status: "ABANDONED", reason: "no use" });
  expect(orchestrator.experiment.count("COMPLETED")).toBe(4);
});

test("all trials are stopped on request, and no more submitted", async () => {
  const store = attentive();
  const { orchestrator } = setUp({
    environment: { store },
    backend: { runtimeMs: Infinity },
    definition: { candidates: numbers(50), maxPendingTrials: 2 },
  });
  const { summary } = await finish(orchestrator, (event) => {
    if (event.type !== "trial-deployed" || event.index !== 1) return;
    void store.request({ type: "stop-trials", reason: "enough", force: false });
  });
  expect(summary).toEqual({ outcome: "drained", reason: "enough" });
  expect(statuses(orchestrator)).toEqual(["ABANDONED", "ABANDONED"]);
});

/** An experiment of one trial that waits for a person, and then what they say. */
async function resolved(resolution: Extract<Request, { type: "resolve" }>["resolution"]) {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 10_000 });
  const store = attentive();
  let submissions = 0;
  const runner = new FakeRunner(backend, { submissionGuarantee: "none" });
  const run = runner.run.bind(runner);
  runner.run = async (trial, options) => {
    submissions += 1;
    const runMetadata = await run(trial, options);
    if (submissions > 1) return runMetadata;
    throw new RunnerError("SUBMISSION_UNKNOWN", "no answer");
  };
  const driver = () =>
    setUp({
      clock,
      environment: { store },
      definition: { candidates: () => numbers(1), totalTrials: 1 },
      runner: () => withoutMembers(runner, "findSubmission"),
    }).orchestrator;
  const { summary } = await finish(driver());
  expect(summary.outcome).toBe("unresolved");
  await store.request({ type: "resolve", index: 0, resolution });
  const second = driver();
  const finished = await finish(second);
  return { ...finished, trial: second.experiment.trial(0), backend };
}

describe("what a person says of a submission that nobody can find", () => {
  test("it is there: attached, and watched", async () => {
    const { trial, backend } = await resolved({
      type: "attach",
      runMetadata: { job: "job-1" },
    });
    expect(trial).toMatchObject({ status: "COMPLETED", runMetadata: { job: "job-1" } });
    expect(backend.ledger).toHaveLength(1);
  });

  test("it is not there: submitted again", async () => {
    const { trial, backend } = await resolved({ type: "resubmit" });
    expect(trial).toMatchObject({ status: "COMPLETED", runMetadata: { job: "job-2" } });
    expect(backend.ledger).toHaveLength(2);
  });

  test("it is given up", async () => {
    const { trial } = await resolved({ type: "abandon" });
    expect(trial.status).toBe("ABANDONED");
  });
});

test("what cannot be done is refused, with the reason", async () => {
  const store = attentive();
  await store.request({ type: "resolve", index: 3, resolution: { type: "abandon" } });
  const { orchestrator } = setUp({ environment: { store } });
  const { events, summary } = await finish(orchestrator);
  expect(summary.outcome).toBe("completed");
  expect(events).toContainEqual({
    type: "request-refused",
    reason: "trial 3 does not wait for anybody to say what became of it",
  });
});
