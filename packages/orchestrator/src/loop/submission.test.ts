import { RunnerError, VirtualClock, type Runner } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../store/memory-store.ts";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";

/** A runner whose first submission of each trial arrives, and is said not to be known. */
function ambiguous(backend: FakeBackend, guarantee: "exact" | "reattach" | "none"): FakeRunner {
  const runner = new FakeRunner(backend, { submissionGuarantee: guarantee });
  const run = runner.run.bind(runner);
  const seen = new Set<number>();
  runner.run = async (trial, options) => {
    const runMetadata = await run(trial, options);
    if (seen.has(trial.index)) return runMetadata;
    seen.add(trial.index);
    throw new RunnerError("SUBMISSION_UNKNOWN", "timed out", { trialIndex: trial.index });
  };
  return runner;
}

/** A runner whose first submission of each trial is lost, and said not to be known. */
function losing(backend: FakeBackend): FakeRunner {
  const runner = new FakeRunner(backend, { submissionGuarantee: "reattach" });
  const run = runner.run.bind(runner);
  const seen = new Set<number>();
  runner.run = (trial, options) => {
    if (seen.has(trial.index)) return run(trial, options);
    seen.add(trial.index);
    const error = new RunnerError("SUBMISSION_UNKNOWN", "no answer", { trialIndex: trial.index });
    return Promise.reject(error);
  };
  return runner;
}

describe("a submission that may or may not have arrived", () => {
  test.each(["exact", "reattach"] as const)(
    "is found again, not submitted twice (%s)",
    async (guarantee) => {
      const { orchestrator, backend } = setUp({
        runner: (fake) => ambiguous(fake, guarantee),
      });
      const { events } = await finish(orchestrator);
      expect(statuses(orchestrator)).toEqual(Array(5).fill("COMPLETED"));
      expect(backend.ledger).toHaveLength(5);
      expect(events.filter(({ type }) => type === "submission-unknown")).toHaveLength(5);
    },
  );

  test("waits for a person where nothing can find it; the rest goes on", async () => {
    const { orchestrator, backend } = setUp({
      definition: { candidates: numbers(5), maxPendingTrials: 1 },
      runner: (fake) => withoutMembers(ambiguous(fake, "none"), "findSubmission"),
    });
    const { summary, events } = await finish(orchestrator);
    expect(summary.outcome).toBe("unresolved");
    expect(summary.reason).toContain("trial 0, 1, 2, 3, 4");
    expect(statuses(orchestrator)).toEqual(Array(5).fill("CANDIDATE"));
    expect(backend.ledger).toHaveLength(5);
    expect(events.filter(({ type }) => type === "submission-unresolved")).toHaveLength(5);
  });
});

describe("a submission that never arrived", () => {
  test("is submitted again only after nothing can be on its way, and two proofs", async () => {
    const { orchestrator, backend } = setUp({
      backend: { visibilityMs: 20_000 },
      definition: { candidates: numbers(2), submitTimeoutMs: 30_000 },
      runner: losing,
    });
    const { events } = await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED", "COMPLETED"]);
    expect(events.filter(({ type }) => type === "submission-absent")).toHaveLength(2);
    // 30 s until a submitter must have begun, 30 s until it has ended, 20 s between the two answers.
    expect(backend.ledger.map(({ submittedAtMs }) => submittedAtMs >= 80_000)).toEqual([
      true,
      true,
    ]);
  });

  test("is not submitted again while the backend cannot answer; at the end a person decides", async () => {
    const { orchestrator, backend, clock } = setUp({
      definition: { candidates: numbers(1), submissionGraceMs: 300_000 },
      runner: (fake) => {
        const runner = losing(fake);
        runner.findSubmission = () => Promise.resolve({ outcome: "unknown", reason: "no answer" });
        return runner;
      },
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("unresolved");
    expect(backend.ledger).toEqual([]);
    expect(clock.now()).toBeGreaterThanOrEqual(300_000);
    expect(orchestrator.experiment.trial(0).reason).toBe("no answer");
  });

  test("is looked for again where a look-up never ends", async () => {
    let lookUps = 0;
    const { orchestrator, backend } = setUp({
      definition: { candidates: numbers(1), submitTimeoutMs: 30_000 },
      runner: (fake) => {
        const runner = losing(fake);
        const find = runner.findSubmission.bind(runner);
        runner.findSubmission = (...call) => {
          lookUps += 1;
          return lookUps === 1 ? new Promise(() => undefined) : find(...call);
        };
        return runner;
      },
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
    expect(backend.ledger).toHaveLength(1);
  });

  test("waits for room for as long as that takes, where equal keys deploy once", async () => {
    const { orchestrator, backend, clock } = setUp({
      definition: { candidates: numbers(1), submissionGraceMs: 60_000 },
      runner: (fake) => {
        const runner = new FakeRunner(fake, { submissionGuarantee: "exact" });
        const run = runner.run.bind(runner);
        let calls = 0;
        runner.run = (trial, options) => {
          calls += 1;
          if (calls > 1 && clock.now() < 3_600_000) {
            return Promise.reject(new RunnerError("NO_CAPACITY", "all slots are taken"));
          }
          return calls > 1
            ? run(trial, options)
            : Promise.reject(new RunnerError("SUBMISSION_UNKNOWN", "no answer"));
        };
        return runner;
      },
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(backend.ledger).toHaveLength(1);
  });

  test("a second time is left to a person", async () => {
    const { orchestrator, backend } = setUp({
      definition: { candidates: numbers(1) },
      runner: (fake) => {
        const runner = new FakeRunner(fake, { submissionGuarantee: "reattach" });
        runner.run = () => Promise.reject(new RunnerError("SUBMISSION_UNKNOWN", "no answer"));
        return runner;
      },
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("unresolved");
    expect(orchestrator.experiment.trial(0).reason).toContain("submitted twice");
    expect(backend.ledger).toEqual([]);
  });
});

test("of several jobs under one key the oldest is kept, and the others are stopped", async () => {
  const { orchestrator, backend } = setUp({
    definition: { candidates: numbers(1) },
    runner: (fake) => {
      const runner = new FakeRunner(fake, { submissionGuarantee: "none" });
      const run = runner.run.bind(runner);
      runner.run = async (trial, options) => {
        await run(trial, options);
        await run(trial, options);
        throw new RunnerError("SUBMISSION_UNKNOWN", "twice, perhaps");
      };
      return runner;
    },
  });
  const { events } = await finish(orchestrator);
  expect(events).toContainEqual({ type: "duplicates-stopped", index: 0, count: 1 });
  expect(orchestrator.experiment.trial(0)).toMatchObject({
    status: "COMPLETED",
    runMetadata: { job: "job-1" },
  });
  expect(backend.job("job-2")?.state).toBe("CANCELLED");
});

test("a runner that never answers is given up in time; it is unknown what became of it", async () => {
  const { orchestrator, backend, clock } = setUp({
    definition: { candidates: numbers(1), submitTimeoutMs: 30_000 },
    runner: (fake) => {
      const runner = new FakeRunner(fake, { submissionGuarantee: "reattach" });
      const run = runner.run.bind(runner);
      runner.run = async (trial, options) => {
        await run(trial, options);
        return new Promise(() => undefined);
      };
      return runner;
    },
  });
  const { events } = await finish(orchestrator);
  expect(events.some(({ type }) => type === "submission-unknown")).toBe(true);
  expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
  expect(backend.ledger).toHaveLength(1);
  expect(clock.now()).toBeLessThan(60_000);
});

test("an intent says until when it may be submitted, and the runner is told", async () => {
  const told: (number | undefined)[] = [];
  const { orchestrator } = setUp({
    definition: { candidates: numbers(1), submitTimeoutMs: 30_000, ttlSecondsForTrials: 90 },
    runner: (fake) => {
      const runner = new FakeRunner(fake);
      const run = runner.run.bind(runner);
      runner.run = (trial, options) => {
        told.push(options?.notAfterMs, options?.timeLimitMs);
        return run(trial, options);
      };
      return runner;
    },
  });
  const { events } = await finish(orchestrator);
  expect(told).toEqual([30_000, 90_000]);
  expect(events.find(({ type }) => type === "submission-intended")).toMatchObject({
    notAfterMs: 30_000,
  });
});

describe("a driver that died", () => {
  test.each(["exact", "reattach"] as const)(
    "between intent and answer: the next one finds the job (%s)",
    async (submissionGuarantee) => {
      const store = new MemoryStore();
      const clock = new VirtualClock();
      const backend = new FakeBackend({ clock, runtimeMs: 600_000 });
      const definition = { candidates: () => numbers(3) };
      const dying = setUp({
        clock,
        definition,
        environment: { store },
        runner: () => {
          const runner = new FakeRunner(backend, { submissionGuarantee });
          const run = runner.run.bind(runner);
          runner.run = async (trial, options) => {
            await run(trial, options);
            return new Promise(() => undefined);
          };
          return runner;
        },
      });
      for await (const event of dying.orchestrator.run()) {
        if (event.type === "waiting" || backend.ledger.length > 0) break;
      }
      const next = setUp({
        clock,
        definition,
        environment: { store },
        runner: () => new FakeRunner(backend, { submissionGuarantee }),
      });
      const { events } = await finish(next.orchestrator);
      expect(events).toContainEqual(
        expect.objectContaining({ type: "resumed", trials: 3, settling: 3 }),
      );
      expect(statuses(next.orchestrator)).toEqual(Array(3).fill("COMPLETED"));
      expect(backend.ledger.map(({ trialIndex }) => trialIndex)).toEqual([0, 1, 2]);
    },
  );
});

/** A runner that cannot look submissions up, with what its `run` does once the job is accepted. */
function slow(
  after: (index: number, signal: AbortSignal | undefined) => Promise<void>,
): (fake: FakeBackend) => Runner {
  return (fake) => {
    const runner = new FakeRunner(fake, { submissionGuarantee: "none" });
    const run = runner.run.bind(runner);
    runner.run = async (trial, options) => {
      const runMetadata = await run(trial, { ...options, signal: undefined });
      await after(trial.index, options?.signal);
      return runMetadata;
    };
    return withoutMembers(runner, "findSubmission", "runMultiple");
  };
}

describe("a call that takes too long", () => {
  test("and rejects with the reason of its abort, may have arrived: it is not made again", async () => {
    const { orchestrator, backend } = setUp({
      definition: { candidates: numbers(1), submitTimeoutMs: 30_000 },
      runner: slow(
        (_, signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener("abort", () => reject(signal.reason as Error));
          }),
      ),
    });
    const { summary } = await finish(orchestrator);
    expect(summary.outcome).toBe("unresolved");
    expect(backend.ledger).toHaveLength(1);
  });

  test("takes nothing away from the others of its batch", async () => {
    const { orchestrator } = setUp({
      definition: { candidates: numbers(3), submitTimeoutMs: 30_000 },
      runner: slow((index) => (index === 1 ? new Promise(() => undefined) : Promise.resolve())),
    });
    await finish(orchestrator);
    expect(statuses(orchestrator)).toEqual(["COMPLETED", "CANDIDATE", "COMPLETED"]);
    expect([...orchestrator.experiment.unresolved]).toEqual([1]);
  });

  test("is one call, not a whole batch", async () => {
    const { orchestrator, clock } = setUp({
      definition: { candidates: numbers(10), submitTimeoutMs: 30_000 },
      runner: slow(() => clock.sleep(9_000)),
    });
    await finish(orchestrator);
    expect(orchestrator.experiment.count("COMPLETED")).toBe(10);
  });
});

test("an error that the runner did not make on purpose may have come up after the job was accepted", async () => {
  let calls = 0;
  const { orchestrator } = setUp({
    definition: { candidates: numbers(1) },
    runner: (fake) => {
      const runner = new FakeRunner(fake, { submissionGuarantee: "none" });
      runner.run = () => {
        calls += 1;
        return Promise.reject(new TypeError("socket hang up"));
      };
      return withoutMembers(runner, "findSubmission");
    },
  });
  const { summary } = await finish(orchestrator);
  expect(summary.outcome).toBe("unresolved");
  expect(calls).toBe(1);
});

test("duplicates are stopped until the backend has accepted it, by a later driver too", async () => {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 600_000 });
  let stops = 0;
  const driver = () =>
    setUp({
      clock,
      environment: { store },
      definition: { candidates: () => numbers(1) },
      runner: () => {
        const runner = new FakeRunner(backend, { submissionGuarantee: "none" });
        const [run, stop] = [runner.run.bind(runner), runner.stop.bind(runner)];
        runner.run = async (trial, options) => {
          await run(trial, options);
          await run(trial, options);
          throw new RunnerError("SUBMISSION_UNKNOWN", "twice, perhaps");
        };
        runner.stop = (trial, options) => {
          stops += 1;
          return stops < 3 ? Promise.reject(new Error("not now")) : stop(trial, options);
        };
        return runner;
      },
    }).orchestrator;
  for await (const event of driver().run()) if (event.type === "duplicates-stopped") break;
  await finish(driver());
  expect(backend.job("job-1")?.state).toBe("SUCCEEDED");
  expect(backend.job("job-2")?.state).toBe("CANCELLED");
});

describe("a runner that cannot submit anything as it is set up", () => {
  const fault = new RunnerError("INVALID_ARGUMENT", "torchx is not installed; install it.");

  /** Its `run` refuses while the set-up is wrong. */
  function misconfigured(backend: FakeBackend, isWrong: (index: number) => boolean): FakeRunner {
    const runner = new FakeRunner(backend, { submissionGuarantee: "exact" });
    const run = runner.run.bind(runner);
    runner.run = (trial, options) =>
      isWrong(trial.index) ? Promise.reject(fault) : run(trial, options);
    return runner;
  }

  test("ends the driver by its error, fails no trial, and goes on once it is mended", async () => {
    const store = new MemoryStore();
    let wrong = true;
    const runner = (backend: FakeBackend): FakeRunner => misconfigured(backend, () => wrong);
    const first = setUp({ runner, environment: { store } });
    await expect(finish(first.orchestrator)).rejects.toBe(fault);
    expect(statuses(first.orchestrator)).toEqual(Array(5).fill("CANDIDATE"));
    wrong = false;
    const second = setUp({ runner, environment: { store } });
    const { summary } = await finish(second.orchestrator);
    expect(summary.outcome).toBe("completed");
    expect(statuses(second.orchestrator)).toEqual(Array(5).fill("COMPLETED"));
  });

  test("lets what runs come to its end first, and says so", async () => {
    const { orchestrator } = setUp({
      definition: { maxPendingTrials: 2 },
      runner: (backend) => misconfigured(backend, (index) => index === 3),
    });
    const notices: string[] = [];
    const ended = finish(orchestrator, (event) => {
      if (event.type === "draining") notices.push(event.reason);
    });
    await expect(ended).rejects.toBe(fault);
    expect(statuses(orchestrator)).toEqual(["COMPLETED", "COMPLETED", "COMPLETED", "CANDIDATE"]);
    expect(notices).toEqual([fault.message]);
  });

  test.each(["exact", "reattach"] as const)(
    "leaves a submission in doubt as it is (%s)",
    async (submissionGuarantee) => {
      const { orchestrator } = setUp({
        definition: { candidates: numbers(1) },
        runner: (backend) => {
          const runner = new FakeRunner(backend, { submissionGuarantee });
          let calls = 0;
          runner.run = () => {
            calls += 1;
            if (calls > 1) return Promise.reject(fault);
            return Promise.reject(new RunnerError("SUBMISSION_UNKNOWN", "no answer"));
          };
          runner.findSubmission = () => Promise.reject(fault);
          return runner;
        },
      });
      await expect(finish(orchestrator)).rejects.toBe(fault);
      expect([...orchestrator.experiment.submitting]).toEqual([0]);
      expect(statuses(orchestrator)).toEqual(["CANDIDATE"]);
    },
  );
});
