import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../store/memory-store.ts";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";

describe("time to live", () => {
  test("a trial that runs too long is stopped, and failed with the reason", async () => {
    const { orchestrator, backend } = setUp({
      backend: { runtimeMs: ({ trialIndex }) => (trialIndex === 1 ? Infinity : 10_000) },
      definition: { candidates: numbers(5), ttlSecondsForTrials: 30 },
    });
    await finish(orchestrator);
    expect(orchestrator.experiment.trial(1)).toMatchObject({
      status: "FAILED",
      reason: "ran for longer than 30 s",
      details: { backendState: "CANCELLED", finishedAtMs: 30_000 },
    });
    expect(orchestrator.experiment.count("COMPLETED")).toBe(4);
    expect(backend.job(1)?.state).toBe("CANCELLED");
  });

  test("is counted from the backend's own start, not from the submission", async () => {
    const { orchestrator } = setUp({
      backend: { queueMs: 50_000, runtimeMs: Infinity },
      definition: { candidates: numbers(1), ttlSecondsForTrials: 30, toleratedTrialFailureRate: 0 },
      runner: (backend) => new FakeRunner(backend, { stagingRequired: true }),
    });
    await finish(orchestrator);
    const { details } = orchestrator.experiment.trial(0);
    expect(details?.finishedAtMs).toBe(80_000);
  });

  test("a trial that waits too long is stopped too", async () => {
    const { orchestrator } = setUp({
      backend: { queueMs: Infinity },
      definition: { candidates: numbers(1), ttlSecondsForQueuedTrials: 20 },
      runner: (backend) => new FakeRunner(backend, { stagingRequired: true }),
    });
    await finish(orchestrator);
    expect(orchestrator.experiment.trial(0)).toMatchObject({
      status: "FAILED",
      reason: "waited for longer than 20 s",
    });
  });

  test("a trial that does not stop is stopped by force", async () => {
    const forced: (boolean | undefined)[] = [];
    const { orchestrator, clock } = setUp({
      backend: { runtimeMs: Infinity },
      definition: { candidates: numbers(1), ttlSecondsForTrials: 30, stopGraceMs: 15_000 },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const stop = runner.stop.bind(runner);
        runner.stop = (trial, options) => {
          forced.push(options?.force);
          return options?.force ? stop(trial, options) : Promise.resolve({});
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(forced).toEqual([false, true]);
    expect(statuses(orchestrator)).toEqual(["FAILED"]);
    expect(clock.now()).toBeLessThan(50_000);
  });

  test("many at once are stopped in one call, and none is lost", async () => {
    const calls: number[] = [];
    const { orchestrator } = setUp({
      backend: { runtimeMs: Infinity },
      definition: {
        candidates: numbers(100),
        maxPendingTrials: 100,
        ttlSecondsForTrials: 30,
        minFailedTrialsForFailureRateCheck: 1_000,
      },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const stop = runner.stopMultiple.bind(runner);
        runner.stopMultiple = (trials, options) => {
          const all = [...trials];
          calls.push(all.length);
          return stop(all, options);
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(calls).toEqual([100]);
    expect(orchestrator.experiment.count("FAILED")).toBe(100);
  });

  test("a trial that completed before the stop reached it is completed", async () => {
    const { orchestrator } = setUp({
      backend: { runtimeMs: Infinity },
      definition: { candidates: numbers(1), ttlSecondsForTrials: 30 },
      runner: (backend) => {
        const runner = new FakeRunner(backend);
        const stop = runner.stop.bind(runner);
        runner.stop = (trial, options) => {
          backend.finish(trial.index);
          return stop(trial, options);
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("does not fire early when the wall clock jumps", async () => {
    const clock = new (class extends VirtualClock {
      jumpMs = 0;
      override now(): number {
        return super.now() + this.jumpMs;
      }
    })();
    const { orchestrator } = setUp({
      clock,
      backend: { runtimeMs: 25_000 },
      definition: { candidates: numbers(3), ttlSecondsForTrials: 30 },
    });
    await finish(orchestrator, (event) => {
      if (event.type === "trial-deployed" && event.index === 2) clock.jumpMs = 3_600_000;
    });
    expect(statuses(orchestrator)).toEqual(Array(3).fill("COMPLETED"));
  });
});

/** A runner whose trials are staged until they run. */
function staging(backend: FakeBackend): FakeRunner {
  return new FakeRunner(backend, { stagingRequired: true });
}

describe("the time of a status", () => {
  test("ends with it: a limit on waiting does not stop a trial that runs", async () => {
    const { orchestrator } = setUp({
      backend: { queueMs: 10_000, runtimeMs: 120_000 },
      definition: { candidates: numbers(1), ttlSecondsForQueuedTrials: 60 },
      runner: staging,
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("ends with it: a limit on running does not stop a trial that waits again", async () => {
    const { orchestrator, backend, clock } = setUp({
      backend: { runtimeMs: 50_000 },
      definition: { candidates: numbers(1), ttlSecondsForTrials: 60 },
      runner: staging,
    });
    clock.schedule(30_000, () => backend.requeue(0));
    clock.schedule(300_000, () => backend.start(0));
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("begins with it: a runner without details does not count the waiting as running", async () => {
    const { orchestrator } = setUp({
      backend: { queueMs: 300_000, runtimeMs: 50_000 },
      definition: { candidates: numbers(1), ttlSecondsForTrials: 90 },
      runner: (backend) => withoutMembers(staging(backend), "pollTrialDetails"),
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  });

  test("is the backend's where a trial is found again", async () => {
    const store = new MemoryStore();
    const clock = new VirtualClock();
    const backend = new FakeBackend({ clock, runtimeMs: Infinity });
    const setup = {
      clock,
      definition: { candidates: () => numbers(1), ttlSecondsForTrials: 100 },
      environment: { store },
    };
    const dying = setUp({
      ...setup,
      runner: () => {
        const runner = new FakeRunner(backend);
        const run = runner.run.bind(runner);
        runner.run = async (trial, options) => {
          await run(trial, options);
          return new Promise(() => undefined);
        };
        return runner;
      },
    });
    const events = dying.orchestrator.run();
    while (backend.ledger.length === 0) await events.next();
    await events.return({ outcome: "drained" });
    await clock.sleep(80_000);
    await finish(setUp({ ...setup, runner: () => new FakeRunner(backend) }).orchestrator);
    expect(backend.job(0)?.finishedAtMs).toBe(100_000);
  });
});

test("a limit that the runner could not keep is refused", () => {
  const definition = { ttlSecondsForTrials: 1 };
  expect(() =>
    setUp({ definition, runner: (fake) => withoutMembers(new FakeRunner(fake), "stop") }),
  ).toThrow(/ttlSecondsForTrials, but its runner \(FakeRunner\) cannot stop trials/);
});

describe("the time of the whole experiment", () => {
  test("ends it: what runs is stopped and failed", async () => {
    const { orchestrator, clock } = setUp({
      backend: { runtimeMs: 600_000 },
      definition: { candidates: numbers(50), maxPendingTrials: 2, timeoutHours: 0.5 },
    });
    const { summary } = await finish(orchestrator);
    expect(summary).toEqual({ outcome: "timed-out", reason: "its 0.5 hours are up" });
    expect(orchestrator.experiment.deployed.size).toBe(0);
    expect(clock.now()).toBeLessThan(1_810_000);
  });

  test("goes on counting where an earlier driver left it", async () => {
    const store = new MemoryStore();
    const clock = new VirtualClock();
    const backend = new FakeBackend({ clock, runtimeMs: 600_000 });
    const definition = {
      candidates: () => numbers(50),
      maxPendingTrials: 2,
      timeoutHours: 0.5,
    };
    const setup = {
      clock,
      definition,
      environment: { store },
      runner: () => new FakeRunner(backend),
    };
    const first = setUp(setup);
    for await (const event of first.orchestrator.run()) {
      if (event.type === "trial-deployed" && event.index === 2) break;
    }
    expect(clock.now()).toBeGreaterThanOrEqual(600_000);
    await clock.sleep(10_000_000);
    const restartedAtMs = clock.now();
    const { summary } = await finish(setUp(setup).orchestrator);
    expect(summary.outcome).toBe("timed-out");
    expect(clock.now() - restartedAtMs).toBeLessThan(1_250_000);
  });
});

test("what the end of its time failed is not tried again", async () => {
  const { orchestrator } = setUp({
    backend: { runtimeMs: Infinity },
    definition: { candidates: numbers(2), timeoutHours: 0.1, maxRetries: 3 },
  });
  const { summary } = await finish(orchestrator);
  expect(summary.outcome).toBe("timed-out");
  expect(statuses(orchestrator)).toEqual(["FAILED", "FAILED"]);
});

describe("a trial that was asked to stop", () => {
  test.each(["FAILED", "MISSING"] as const)(
    "and that the backend then calls %s, is recorded as was meant, and not tried again",
    async (word) => {
      const { orchestrator, backend } = setUp({
        backend: { runtimeMs: Infinity },
        definition: { candidates: numbers(1), maxRetries: 3, missingGraceMs: 5_000 },
        runner: (fake) => {
          const runner = new FakeRunner(fake);
          runner.stop = (trial) => {
            if (word === "MISSING") fake.forget(trial.index);
            else fake.finish(trial.index, { exitCode: 143 });
            return Promise.resolve({});
          };
          return runner;
        },
      });
      await finish(orchestrator, (event) => {
        if (event.type === "trial-deployed") orchestrator.stopTrials("enough");
      });
      expect(orchestrator.experiment.trial(0)).toMatchObject({
        status: "ABANDONED",
        reason: "enough",
        attempt: 0,
      });
      expect(orchestrator.experiment.failures).toBe(0);
      expect(backend.ledger).toHaveLength(1);
    },
  );
});

describe("retries", () => {
  test("are new attempts of the same trial, bounded and further and further apart", async () => {
    const { orchestrator, backend } = setUp({
      backend: { runtimeMs: Infinity },
      definition: { candidates: numbers(1), maxRetries: 2, retryBackoffMs: 10_000 },
      runner: (fake) => {
        const runner = new FakeRunner(fake);
        const run = runner.run.bind(runner);
        runner.run = async (trial, options) => {
          const runMetadata = await run(trial, options);
          fake.finish(trial.index, { exitCode: 1 });
          return runMetadata;
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(orchestrator.experiment.trial(0)).toMatchObject({ status: "FAILED", attempt: 2 });
    expect(backend.ledger.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
    expect(new Set(backend.ledger.map(({ key }) => key)).size).toBe(3);
    const [first, second, third] = backend.ledger.map(({ submittedAtMs }) => submittedAtMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(20_000);
  });

  test("a trial that succeeds the second time counts as no failure", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(3), maxRetries: 1, toleratedTrialFailureRate: 0 },
      runner: (fake) => {
        const runner = new FakeRunner(fake);
        const run = runner.run.bind(runner);
        runner.run = async (trial, options) => {
          const runMetadata = await run(trial, options);
          if (trial.attempt === 0) fake.finish(trial.index, { exitCode: 1 });
          return runMetadata;
        };
        return runner;
      },
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(orchestrator.experiment.failures).toBe(0);
    expect(statuses(orchestrator)).toEqual(Array(3).fill("COMPLETED"));
  });

  test("other trials are submitted while one waits for its next attempt", async () => {
    const { orchestrator, backend } = setUp({
      definition: {
        candidates: numbers(4),
        maxPendingTrials: 1,
        maxRetries: 1,
        retryBackoffMs: 25_000,
      },
      runner: (fake) => {
        const runner = new FakeRunner(fake);
        const run = runner.run.bind(runner);
        runner.run = async (trial, options) => {
          const runMetadata = await run(trial, options);
          if (trial.index === 0 && trial.attempt === 0) fake.finish(0, { exitCode: 1 });
          return runMetadata;
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(Array(4).fill("COMPLETED"));
    expect(backend.ledger.map(({ trialIndex }) => trialIndex)).toEqual([0, 1, 2, 3, 0]);
  });
});
