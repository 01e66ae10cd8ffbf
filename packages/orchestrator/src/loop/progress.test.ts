import { FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import type { EarlyStoppingStrategy } from "../early-stopping/early-stopping-strategy.ts";
import { finish, numbers, setUp, statuses } from "./__fixtures__/set-up.ts";

const objective = { metric: "loss", goal: "minimize" } as const;

/** Stops each trial once it has measured 3 or more. */
const atThree: EarlyStoppingStrategy = {
  trialsToStop(experiment) {
    const toStop = new Map<number, string>();
    for (const index of experiment.deployed) {
      if ((experiment.trial(index).observations.at(-1)?.mean ?? 0) >= 3) toStop.set(index, "bad");
    }
    return toStop;
  },
};

test("a running trial that the strategy gives up is stopped, and keeps its data", async () => {
  const { orchestrator, backend, clock } = setUp({
    backend: { runtimeMs: 60_000 },
    definition: { candidates: numbers(3), objective, earlyStoppingStrategy: atThree },
  });
  for (let step = 1; step <= 5; step += 1) {
    clock.schedule(step * 10_000, () => {
      for (const i of [0, 1, 2]) {
        if (backend.job(i)?.state !== "RUNNING") continue;
        backend.measure(i, { metric: "loss", mean: i === 1 ? step : 0.5, step });
      }
    });
  }
  await finish(orchestrator);
  expect(statuses(orchestrator)).toEqual(["COMPLETED", "EARLY_STOPPED", "COMPLETED"]);
  const { reason, observations, details } = orchestrator.experiment.trial(1);
  expect(reason).toBe("bad");
  expect(observations.map(({ mean }) => mean)).toEqual([1, 2, 3]);
  expect(details?.finishedAtMs).toBeLessThanOrEqual(31_000);
});

test("a reading that fails says nothing about the trial", async () => {
  let readings = 0;
  const { orchestrator } = setUp({
    definition: { candidates: numbers(1), objective, earlyStoppingStrategy: atThree },
    runner: (backend) => {
      const runner = new FakeRunner(backend);
      const fetch = runner.fetchResults.bind(runner);
      runner.fetchResults = (trial, options) => {
        readings += 1;
        if (backend.job(0)?.state === "RUNNING") return Promise.reject(new Error("not now"));
        if (backend.job(0)?.observations.length === 0) {
          backend.measure(0, { metric: "loss", mean: 1 });
        }
        return fetch(trial, options);
      };
      return runner;
    },
  });
  await finish(orchestrator);
  expect(readings).toBeGreaterThan(5);
  expect(statuses(orchestrator)).toEqual(["COMPLETED"]);
});
