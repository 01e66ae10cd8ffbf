import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import type { ExperimentDefinition } from "../experiment-definition.ts";
import { MemoryStore } from "../store/memory-store.ts";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";
import type { Orchestrator } from "./orchestrator.ts";
import type { OrchestratorEvent } from "./turn.ts";

/** Drivers of one experiment, one after another, on one store, backend and clock. */
function drivers(): {
  readonly store: MemoryStore;
  readonly backend: FakeBackend;
  readonly driver: (
    definition?: Partial<ExperimentDefinition>,
    acceptChanges?: boolean,
  ) => Orchestrator;
} {
  const store = new MemoryStore();
  let draws = 0;
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 10_000 });
  const driver = (definition: Partial<ExperimentDefinition> = {}, acceptChanges = false) =>
    setUp({
      clock,
      definition: { candidates: () => numbers(8), maxPendingTrials: 2, ...definition },
      environment: { store, acceptChanges, random: () => (draws = (draws + 0.37) % 1) },
      runner: () => new FakeRunner(backend),
    }).orchestrator;
  return { store, backend, driver };
}

/** Runs it until an event, and leaves it there, as a crash would. */
async function runUntil(
  orchestrator: Orchestrator,
  last: (event: OrchestratorEvent) => boolean,
): Promise<void> {
  for await (const event of orchestrator.run()) if (last(event)) break;
}

/** Lets everything that is under way get on. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const deployed = (index: number) => (event: OrchestratorEvent) =>
  event.type === "trial-deployed" && event.index === index;

describe("a second run on the same store", () => {
  test("goes on from where the first one ended", async () => {
    const { driver, backend } = drivers();
    await runUntil(driver(), deployed(3));
    const second = driver();
    const { events } = await finish(second);
    expect(events).toContainEqual(expect.objectContaining({ type: "resumed", trials: 4 }));
    expect(statuses(second)).toEqual(Array(8).fill("COMPLETED"));
    expect(backend.ledger.map(({ trialIndex }) => trialIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("of an experiment that is over begins a new one, under other keys, and says so", async () => {
    const { driver, backend } = drivers();
    await finish(driver());
    const second = driver();
    const { events } = await finish(second);
    expect(events.some(({ type }) => type === "resumed")).toBe(false);
    expect(events[0]).toEqual({ type: "begun-anew", outcome: "completed", trials: 8 });
    expect(second.experiment.trials.size).toBe(8);
    expect(backend.ledger).toHaveLength(16);
  });

  test("of an experiment that was drained goes on", async () => {
    const { driver, backend } = drivers();
    const first = driver();
    await finish(first, (event) => {
      if (deployed(1)(event)) first.stopSubmitting("later");
    });
    const { summary } = await finish(driver());
    expect(summary.outcome).toBe("completed");
    expect(backend.ledger).toHaveLength(8);
  });

  test("with another definition is refused, with each difference named", async () => {
    const { driver, backend } = drivers();
    await runUntil(driver(), deployed(1));
    const changed = driver({
      parameters: [
        { name: "x", type: "float", bounds: [0, 2] },
        { name: "y", type: "int", bounds: [1, 2] },
      ],
      maxRetries: 3,
      totalTrials: 9,
    });
    await expect(finish(changed)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(
        "maxRetries is new: 3; totalTrials is new: 9; " +
          "parameter x.bounds was [0,1] and is [0,2]; parameter y is new",
      ) as string,
    });
    expect(backend.ledger).toHaveLength(2);
  });

  test("may have more at a time: that is how it is driven, not what it is", async () => {
    const { driver } = drivers();
    await runUntil(driver(), deployed(1));
    const { summary } = await finish(driver({ maxPendingTrials: 7, initSecondsBetweenPolls: 2 }));
    expect(summary.outcome).toBe("completed");
  });

  test("with another definition goes on when told to accept it, and remembers that", async () => {
    const { driver } = drivers();
    await runUntil(driver(), deployed(1));
    await runUntil(driver({ maxRetries: 3 }, true), deployed(3));
    const { summary } = await finish(driver({ maxRetries: 3 }));
    expect(summary.outcome).toBe("completed");
  });

  test("while the first one runs is refused", async () => {
    const { driver } = drivers();
    const first = driver().run();
    await first.next();
    await expect(finish(driver())).rejects.toMatchObject({ code: "NOT_OWNER" });
    await first.return({ outcome: "drained" });
  });

  test("stops again what the first one had asked to stop", async () => {
    const { driver, backend } = drivers();
    const first = driver();
    await runUntil(first, (event) => {
      if (deployed(1)(event)) first.stopTrials("enough");
      return event.type === "stop-requested";
    });
    const second = driver({ candidates: [] });
    await finish(second);
    expect(second.experiment.trial(0)).toMatchObject({ status: "ABANDONED", reason: "enough" });
    expect(backend.job(0)?.state).toBe("CANCELLED");
  });
});

/** How many trials have failed when the experiment halts, with a driver leaving after these trials. */
async function failuresAtHalt(leaveAfter: readonly number[]): Promise<number> {
  const { driver, backend } = drivers();
  const definition = { candidates: () => numbers(90), maxPendingTrials: 1 };
  const fail = (event: OrchestratorEvent): void => {
    if (event.type === "trial-deployed") backend.finish(event.index, { exitCode: 1 });
  };
  for (const index of leaveAfter) {
    await runUntil(driver(definition), (event) => {
      fail(event);
      return deployed(index)(event);
    });
  }
  const last = driver(definition);
  const { summary } = await finish(last, fail);
  expect(summary.outcome).toBe("failure-rate-exceeded");
  return last.experiment.failures;
}

test("a source that waits for trials of an earlier driver does not keep them from being watched", async () => {
  const { driver } = drivers();
  const definition: Partial<ExperimentDefinition> = {
    candidates: async function* (_space, experiment) {
      for (let i = 0; i < 4; i += 1) {
        while (experiment.deployed.size >= 2) await turn();
        yield { x: i / 10 };
      }
    },
  };
  await runUntil(driver(definition), deployed(1));
  const second = driver(definition);
  await finish(second);
  expect(statuses(second)).toEqual(Array(4).fill("COMPLETED"));
});

test("a driver that leaves while it watches another owner leaves nothing owned", async () => {
  const { driver, store } = drivers();
  const acquire = store.acquire.bind(store);
  let acquired: (() => void) | undefined;
  store.acquire = async (options) => {
    const owner = { host: "away", bootId: "1", pidNamespace: "", pid: 1, processStart: "1" };
    options?.onWatching?.({ ...owner, acquiredAtMs: 0, renewedAtMs: 0 }, 60_000);
    await new Promise<void>((resolve) => (acquired = resolve));
    return acquire(options);
  };
  const run = driver().run();
  expect((await run.next()).value).toMatchObject({ type: "watching-owner" });
  const left = run.return({ outcome: "drained" });
  acquired?.();
  await left;
  expect(await store.owner()).toBeUndefined();
});

test("a driver does not begin anew what has ended while it waited for the owner", async () => {
  const { driver, store } = drivers();
  await finish(driver());
  const [before, acquire] = [await store.load(), store.acquire.bind(store)];
  store.acquire = async (options) => {
    const owner = { host: "away", bootId: "1", pidNamespace: "", pid: 7, processStart: "1" };
    options?.onWatching?.({ ...owner, acquiredAtMs: 0, renewedAtMs: 0 }, 60_000);
    return acquire(options);
  };
  await expect(finish(driver())).rejects.toMatchObject({
    code: "NOT_OWNER",
    message: expect.stringMatching(/ended under process 7 on away .* begin it anew/) as string,
  });
  expect(await store.load()).toEqual(before);
  expect(await store.owner()).toBeUndefined();
});

test("restarts do not move the failure rate at which an experiment halts", async () => {
  expect(await failuresAtHalt([0, 1, 2, 3])).toBe(await failuresAtHalt([]));
});
