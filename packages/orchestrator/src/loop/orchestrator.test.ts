import { RunnerError, VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import type { ExperimentDefinition } from "../experiment-definition.ts";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import { MemoryStore } from "../store/memory-store.ts";
import { finish, numbers, setUp, space, statuses } from "./__fixtures__/set-up.ts";
import { Orchestrator } from "./orchestrator.ts";
import type { OrchestratorEvent } from "./turn.ts";

/** The greatest number of trials that were on the backend at once, by the events. */
function mostAtOnce(events: readonly OrchestratorEvent[]): number {
  const live = new Set<number>();
  let most = 0;
  for (const event of events) {
    if (event.type === "trial-deployed") live.add(event.index);
    if (event.type === "trial-status" && event.to !== "RUNNING") live.delete(event.index);
    most = Math.max(most, live.size);
  }
  return most;
}

describe("an orchestrator", () => {
  test("runs every candidate to its end, in order, once each", async () => {
    const { orchestrator, backend } = setUp();
    const { events, summary } = await finish(orchestrator);
    expect(summary).toEqual({ outcome: "completed" });
    expect(statuses(orchestrator)).toEqual(Array(5).fill("COMPLETED"));
    expect(backend.ledger.map(({ trialIndex }) => trialIndex)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(backend.ledger.map(({ key }) => key)).size).toBe(5);
    expect(backend.ledger.every(({ key }) => /^[a-z0-9-]{1,40}$/.test(key ?? ""))).toBe(true);
    const ofTrial0 = events.filter((event) => "index" in event && event.index === 0);
    expect(ofTrial0.map(({ type }) => type)).toEqual([
      "trial-created",
      "submission-intended",
      "trial-deployed",
      "trial-results",
      "trial-status",
    ]);
    expect(events.at(-1)).toMatchObject({ type: "experiment-ended", outcome: "completed" });
  });

  test("keeps when it happened apart from when it was noticed", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(1), initSecondsBetweenPolls: 4 },
      runner: (backend) => withoutMembers(new FakeRunner(backend), "waitForChange"),
    });
    await finish(orchestrator);
    const trial = orchestrator.experiment.trial(0);
    expect(trial.details?.finishedAtMs).toBe(10_000);
    expect(trial.endedAtMs).toBeGreaterThan(10_000);
  });

  test("never has more pending than maxPendingTrials", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(12), maxPendingTrials: 3 },
    });
    const { events } = await finish(orchestrator);
    expect(mostAtOnce(events)).toBe(3);
    expect(orchestrator.experiment.count("COMPLETED")).toBe(12);
  });

  test("stops at totalTrials, whatever the candidates offer", async () => {
    const { orchestrator } = setUp({ definition: { candidates: numbers(50), totalTrials: 7 } });
    await finish(orchestrator);
    expect(orchestrator.experiment.trials.size).toBe(7);
  });

  test("waits while the backend has no room, and says so once", async () => {
    const { orchestrator, backend, clock } = setUp({ backend: { slots: 0 } });
    clock.schedule(60_000, () => backend.setSlots(2));
    const { events } = await finish(orchestrator);
    const waits = events.filter((event) => event.type === "waiting");
    expect(waits[0]).toMatchObject({ reason: expect.stringContaining("room") as string });
    expect(events.filter(({ type }) => type === "submission-deferred")).toEqual([]);
    expect(mostAtOnce(events)).toBe(2);
    expect(orchestrator.experiment.count("COMPLETED")).toBe(5);
    expect(backend.ledger[0]?.submittedAtMs).toBeGreaterThanOrEqual(60_000);
  });

  test("submits again what a full backend turned away, once a place is free", async () => {
    const { orchestrator } = setUp({
      backend: { slots: 2 },
      runner: (backend) => withoutMembers(new FakeRunner(backend), "pollAvailableCapacity"),
    });
    const { events } = await finish(orchestrator);
    expect(events.some(({ type }) => type === "submission-deferred")).toBe(true);
    expect(statuses(orchestrator)).toEqual(Array(5).fill("COMPLETED"));
  });

  test("asks a full backend less and less often", async () => {
    const { orchestrator, backend, clock } = setUp({
      backend: { slots: 0 },
      runner: (fake) => withoutMembers(new FakeRunner(fake), "pollAvailableCapacity"),
    });
    clock.schedule(600_000, () => backend.setSlots(5));
    const { events } = await finish(orchestrator);
    // 1 s, then half as long again each time, 30 s at most: not more than 30 times in ten minutes.
    const first = events.filter((one) => one.type === "submission-intended" && one.index === 0);
    expect(first.length).toBeLessThan(32);
    expect(orchestrator.experiment.count("COMPLETED")).toBe(5);
  });

  test("a status that a deployed trial cannot have ends nothing but the trial", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(1) },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        runner.pollTrialStatus = () => Promise.resolve(new Map([["STALE", new Set([0])]]));
        return runner;
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["ABANDONED"]);
  });

  test("a backend that cannot be reached fails no trial", async () => {
    const { orchestrator, backend, clock } = setUp();
    backend.setReachable(false);
    clock.schedule(300_000, () => backend.setReachable(true));
    let again = false;
    const { events } = await finish(orchestrator, (event) => {
      if (event.type !== "trial-deployed" || again) return;
      again = true;
      backend.setReachable(false);
      clock.schedule(900_000, () => backend.setReachable(true));
    });
    expect(statuses(orchestrator)).toEqual(Array(5).fill("COMPLETED"));
    expect(events.some(({ type }) => type === "poll-failed")).toBe(true);
    expect(events.some(({ type }) => type === "poll-recovered")).toBe(true);
    expect(backend.ledger.length).toBe(5);
  });

  test("a trial that the runner cannot deploy fails alone, with the reason", async () => {
    const { orchestrator } = setUp({
      runner: (backend) =>
        new FakeRunner(backend, {
          refuses: ({ index }) => (index === 1 ? "it is the second" : undefined),
        }),
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual([
      "COMPLETED",
      "FAILED",
      "COMPLETED",
      "COMPLETED",
      "COMPLETED",
    ]);
    expect(orchestrator.experiment.trial(1).reason).toContain("it is the second");
  });

  test("works with a runner that stages trials, and with trials that queue", async () => {
    const { orchestrator } = setUp({
      backend: { queueMs: 20_000 },
      runner: (backend) => new FakeRunner(backend, { stagingRequired: true }),
    });
    const { events } = await finish(orchestrator);
    const ofTrial0 = events.flatMap((event): string[] => {
      if (event.type === "trial-deployed" && event.index === 0) return [event.status];
      return event.type === "trial-status" && event.index === 0 ? [event.to] : [];
    });
    expect(ofTrial0).toEqual(["STAGED", "RUNNING", "COMPLETED"]);
  });

  test("deploys an array of parameterizations as one batch trial", async () => {
    const { orchestrator } = setUp({ definition: { candidates: [[{ x: 0.1 }, { x: 0.2 }]] } });
    await finish(orchestrator);
    const { kind, arms } = orchestrator.experiment.trial(0);
    expect(kind).toBe("batch");
    expect(arms).toEqual([
      { name: "0_0", parameters: { x: 0.1 } },
      { name: "0_1", parameters: { x: 0.2 } },
    ]);
  });
});

/** These trials fail as soon as they run. */
function failing(backend: FakeBackend, clock: VirtualClock, ...indices: number[]): void {
  const due = (): void => {
    for (const index of indices) {
      if (backend.job(index)?.state === "RUNNING") backend.finish(index, { exitCode: 1 });
    }
    if (backend.ledger.length < 20) clock.schedule(clock.now() + 100, due);
  };
  clock.schedule(100, due);
}

describe("failures", () => {
  test("too many of them end the submitting; what runs goes on to its end", async () => {
    const { orchestrator, backend, clock } = setUp({
      definition: { candidates: numbers(40), maxPendingTrials: 4 },
    });
    failing(backend, clock, ...Array.from({ length: 40 }, (_, i) => i).filter((i) => i % 4 !== 3));
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("failure-rate-exceeded");
    expect(summary.reason).toMatch(/\d+ of \d+ trials failed; 50 % are tolerated/);
    expect(orchestrator.experiment.trials.size).toBeLessThan(12);
    expect(orchestrator.experiment.deployed.size).toBe(0);
  });

  test("are looked at in the end, however few trials there were", async () => {
    const { orchestrator, backend, clock } = setUp({ definition: { candidates: numbers(3) } });
    failing(backend, clock, 0, 1);
    const { summary } = await finish(orchestrator);
    expect(summary).toEqual({
      outcome: "failure-rate-exceeded",
      reason: "2 of 3 trials failed; 50 % are tolerated",
    });
  });

  test("a trial that the backend has lost fails with that reason, after the grace period", async () => {
    const { orchestrator, backend, clock } = setUp({ backend: { runtimeMs: 600_000 } });
    clock.schedule(5_000, () => backend.forget(2));
    const { events } = await finish(orchestrator);
    expect(orchestrator.experiment.trial(2)).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("lost") as string,
    });
    expect(orchestrator.experiment.count("COMPLETED")).toBe(4);
    expect(events).toContainEqual({ type: "trial-missing", index: 2 });
  });
});

describe("results", () => {
  const objective = { metric: "loss", goal: "minimize" } as const;

  test("name the best arm", async () => {
    const { orchestrator, backend, clock } = setUp({ definition: { objective } });
    clock.schedule(5_000, () => {
      [3, 1, 0.5, 2, 4].forEach((mean, i) => backend.measure(i, { metric: "loss", mean }));
    });
    await finish(orchestrator);
    expect(orchestrator.experiment.best).toMatchObject({ value: 0.5, trial: { index: 2 } });
  });

  test("that lack the objective, or are no number, fail their trial alone", async () => {
    const { orchestrator, backend, clock } = setUp({ definition: { objective } });
    clock.schedule(5_000, () => {
      backend.measure(0, { metric: "accuracy", mean: 1 });
      backend.measure(1, { metric: "loss", mean: Number.NaN });
      for (const i of [2, 3, 4]) backend.measure(i, { metric: "loss", mean: i });
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(statuses(orchestrator).slice(0, 3)).toEqual(["FAILED", "FAILED", "COMPLETED"]);
    expect(orchestrator.experiment.trial(0).reason).toBe(
      'the results have only "accuracy"; the objective "loss" is missing',
    );
    expect(orchestrator.experiment.trial(1).reason).toContain("loss = NaN");
    expect(orchestrator.experiment.best?.value).toBe(2);
  });

  test("at no finite step fail their trial", async () => {
    const { orchestrator, backend, clock } = setUp({ definition: { objective } });
    clock.schedule(5_000, () => {
      for (const i of [0, 1, 2, 3, 4]) backend.measure(i, { metric: "loss", mean: i });
      backend.measure(0, { metric: "loss", mean: 1, step: Number.NaN });
    });
    await finish(orchestrator);
    expect(statuses(orchestrator).slice(0, 2)).toEqual(["FAILED", "COMPLETED"]);
    expect(orchestrator.experiment.trial(0).reason).toContain("loss at step NaN");
  });

  test("that cannot be read at first are read again; the status does not change for it", async () => {
    let failures = 3;
    const { orchestrator } = setUp({
      definition: { candidates: numbers(1) },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const fetch = runner.fetchResults.bind(runner);
        runner.fetchResults = (trial, options) =>
          failures-- > 0 ? Promise.reject(new Error("disk away")) : fetch(trial, options);
        return runner;
      },
    });
    const { events } = await finish(orchestrator);
    expect(events.filter(({ type }) => type === "results-delayed")).toHaveLength(1);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("that cannot be read in time are given up; the trial stays completed", async () => {
    const { orchestrator, clock } = setUp({
      definition: { candidates: numbers(1), resultsGraceMs: 30_000 },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        runner.fetchResults = () => Promise.reject(new Error("disk away"));
        return runner;
      },
    });
    const { events } = await finish(orchestrator);
    expect(events.some(({ type }) => type === "results-given-up")).toBe(true);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
    expect(clock.now()).toBeGreaterThanOrEqual(40_000);
  });

  test("whose reading never answers do not keep the experiment open", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(1), resultsGraceMs: 90_000 },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        runner.fetchResults = () => new Promise(() => undefined);
        return runner;
      },
    });
    const { events } = await finish(orchestrator);
    expect(events.some(({ type }) => type === "results-given-up")).toBe(true);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("that the runner calls invalid fail the trial at once", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(2) },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const fetch = runner.fetchResults.bind(runner);
        runner.fetchResults = (trial, options) =>
          trial.index === 0
            ? Promise.reject(new RunnerError("INVALID_RESULTS", "results.json is no JSON"))
            : fetch(trial, options);
        return runner;
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["FAILED", "COMPLETED"]);
    expect(orchestrator.experiment.trial(0).reason).toBe("results.json is no JSON");
  });
});

describe("stopping", () => {
  test("stopSubmitting lets what runs go on to its end", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(100), maxPendingTrials: 3 },
    });
    const { summary, events } = await finish(orchestrator, (event) => {
      if (event.type === "trial-deployed" && event.index === 4) {
        orchestrator.stopSubmitting("enough");
      }
    });
    expect(summary).toEqual({ outcome: "drained", reason: "enough" });
    expect(events).toContainEqual({ type: "draining", reason: "enough" });
    expect(new Set(statuses(orchestrator))).toEqual(new Set(["COMPLETED"]));
    expect(orchestrator.experiment.trials.size).toBeLessThan(10);
  });

  test("stopTrials ends what runs, and records why", async () => {
    const { orchestrator, backend } = setUp({
      backend: { runtimeMs: Infinity },
      definition: { candidates: numbers(100), maxPendingTrials: 3 },
    });
    const { summary } = await finish(orchestrator, (event) => {
      if (event.type === "trial-deployed" && event.index === 1) orchestrator.stopTrials("enough");
    });
    expect(summary.outcome).toBe("drained");
    expect(statuses(orchestrator)).toEqual(Array(3).fill("ABANDONED"));
    expect(orchestrator.experiment.trial(0).reason).toBe("enough");
    expect(backend.job(0)?.state).toBe("CANCELLED");
  });

  test("a stop that fails is told, and the trial goes on", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(1) },
      runner: (backend) => withoutMembers(new FakeRunner(backend), "stop"),
    });
    const { events } = await finish(orchestrator, (event) => {
      if (event.type === "trial-deployed") orchestrator.stopTrials("enough");
    });
    expect(events.some(({ type }) => type === "stop-failed")).toBe(true);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("leaving the iteration leaves the trials where they are", async () => {
    const { orchestrator, backend } = setUp({ backend: { runtimeMs: Infinity } });
    for await (const event of orchestrator.run()) if (event.type === "trial-deployed") break;
    expect(backend.job(0)?.state).toBe("RUNNING");
  });

  test("leaving is not held up by a runner that never answers", async () => {
    const { orchestrator } = setUp({
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        runner.pollAvailableCapacity = () => new Promise(() => undefined);
        return runner;
      },
    });
    const run = orchestrator.run();
    await run.next();
    await expect(run.return({ outcome: "drained" })).resolves.toMatchObject({ done: true });
  });

  test("aborting throws the reason", async () => {
    const { orchestrator } = setUp({ backend: { runtimeMs: Infinity } });
    const controller = new AbortController();
    const reason = new Error("gone");
    const run = async (): Promise<void> => {
      for await (const event of orchestrator.run({ signal: controller.signal })) {
        if (event.type === "trial-deployed") controller.abort(reason);
      }
    };
    await expect(run()).rejects.toBe(reason);
  });

  test("runs once only", async () => {
    const { orchestrator } = setUp();
    await finish(orchestrator);
    await expect(finish(orchestrator)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});

describe("candidates", () => {
  test("may come one by one, each from the results so far", async () => {
    const told: (number | undefined)[] = [];
    const { orchestrator } = setUp({
      definition: {
        maxPendingTrials: 4,
        candidates: async function* (_space, experiment) {
          for (let i = 0; i < 6; i += 1) {
            told.push(experiment.count("COMPLETED"));
            yield { x: i / 10 };
          }
        },
      },
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(orchestrator.experiment.count("COMPLETED")).toBe(6);
    expect(told.at(-1)).toBeGreaterThan(0);
  });

  test("a source that waits for results does not hold back what it gave before", async () => {
    const { orchestrator, clock } = setUp({
      definition: {
        maxPendingTrials: 4,
        candidates: async function* (_space, experiment) {
          yield { x: 0.1 };
          while (experiment.count("COMPLETED") === 0) await clock.sleep(1_000);
          yield { x: 0.2 };
        },
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED", "COMPLETED"]);
  });

  test("a source that raises ends the experiment in order, and says why", async () => {
    const { orchestrator } = setUp({
      definition: {
        candidates: (function* () {
          yield { x: 0.1 };
          throw new Error("no model");
        })(),
      },
    });
    const { summary, events } = await finish(orchestrator);
    expect(events.some(({ type }) => type === "candidates-failed")).toBe(true);
    expect(summary).toEqual({
      outcome: "candidates-failed",
      reason: "The candidates failed: no model",
    });
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test.each([
    [{ x: 2 }, "x = 2; give a number from 0 to 1"],
    [{ y: 0.5 }, 'lacks the parameter "x"'],
    [{ x: 0.5, y: 1 }, 'has the parameter "y"'],
  ])("%j does not fit the space: nothing is submitted", async (candidate, message) => {
    const { orchestrator, backend } = setUp({ definition: { candidates: [candidate] } });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("candidates-failed");
    expect(summary.reason).toContain(message);
    expect(backend.ledger).toEqual([]);
  });

  test.each([
    [5, "gave 5; give a sequence of parameterizations, e.g. sobol(space)."],
    ["ab", 'gave "ab"; give a sequence'],
    [undefined, "gave undefined; give a sequence"],
  ])("a function that gives %j is refused, and nothing is stored", async (given, message) => {
    const store = new MemoryStore();
    const { orchestrator, backend } = setUp({
      definition: { candidates: () => given as never },
      environment: { store },
    });
    await expect(finish(orchestrator)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    });
    expect(await store.load()).toEqual([]);
    expect(await store.owner()).toBeUndefined();
    expect(backend.ledger).toEqual([]);
  });
});

describe("the store", () => {
  test("has every event before anything follows from it", async () => {
    const store = new MemoryStore();
    const clock = new VirtualClock();
    const { orchestrator } = setUp({
      environment: { store, clock },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const run = runner.run.bind(runner);
        runner.run = async (trial, options) => {
          const stored = await store.load();
          expect(stored).toContainEqual(
            expect.objectContaining({
              type: "submission-intended",
              index: trial.index,
              submissionKey: options?.submissionKey,
            }),
          );
          return run(trial, options);
        };
        return runner;
      },
      backend: { clock },
    });
    const { events } = await finish(orchestrator);
    const changes = events.filter((event): event is ExperimentEvent => "atMs" in event);
    expect(await store.load()).toEqual(changes);
    expect(statuses(orchestrator)).toEqual(Array(5).fill("COMPLETED"));
  });

  test("that fails ends the run before anything is submitted", async () => {
    const store = new MemoryStore();
    const append = store.append.bind(store);
    store.append = (events, elapsedMs) =>
      events.some(({ type }) => type === "submission-intended")
        ? Promise.reject(new Error("disk full"))
        : append(events, elapsedMs);
    const { orchestrator, backend } = setUp({ environment: { store } });
    await expect(finish(orchestrator)).rejects.toThrow("disk full");
    expect(backend.ledger).toEqual([]);
  });

  test("of an earlier run is where a new one goes on", async () => {
    const store = new MemoryStore();
    const clock = new VirtualClock();
    const backend = new FakeBackend({ clock, runtimeMs: 10_000 });
    const definition: ExperimentDefinition = {
      name: "resumed",
      parameters: space,
      runner: new FakeRunner(backend),
      candidates: () => numbers(8),
      maxPendingTrials: 2,
    };
    const first = new Orchestrator(definition, { store, clock });
    for await (const event of first.run()) {
      if (event.type === "trial-deployed" && event.index === 3) break;
    }
    const second = new Orchestrator(
      { ...definition, runner: new FakeRunner(backend) },
      { store, clock },
    );
    await finish(second);
    expect(statuses(second)).toEqual(Array(8).fill("COMPLETED"));
    expect(backend.ledger.map(({ trialIndex }) => trialIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
