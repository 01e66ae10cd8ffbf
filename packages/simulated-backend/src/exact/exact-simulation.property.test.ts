import { RunnerError } from "@runners/core";
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
} from "fast-check";
import { expect, test } from "vitest";
import { naiveHistory, recordOf, type Deed } from "../__fixtures__/naive-simulator.ts";
import { SteppingClock } from "../__fixtures__/stepping-clock.ts";
import { BackendSimulator } from "../backend-simulator.ts";

/** Quarters, so that many things happen at one instant, and sums are exact. */
const quarters = (max: number): ReturnType<typeof integer> => nat({ max });
const index = nat({ max: 9 });
const step = oneof(
  { weight: 6, arbitrary: record({ do: constant("run"), index, quarters: quarters(12) }) },
  { weight: 3, arbitrary: record({ do: constant("stop"), index }) },
  { weight: 1, arbitrary: record({ do: constant("resize"), slots: integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: record({ do: constant("look") }) },
  { weight: 1, arbitrary: record({ do: constant("restore") }) },
);
const history = record({
  maxConcurrency: integer({ min: 1, max: 3 }),
  failureRate: constantFrom(0, 0.25, 1),
  failsDuringRun: boolean(),
  draws: array(constantFrom(0, 0.125, 0.25, 0.5, 0.75), { minLength: 60, maxLength: 60 }),
  steps: array(record({ waits: quarters(6), step }), { maxLength: 40 }),
  lookEachStep: boolean(),
});

test("equals the naive history, however often it is looked at or restored from its state", () => {
  let compared = 0;
  assert(
    property(history, ({ steps, lookEachStep, ...options }) => {
      const clock = new SteppingClock(0, 0);
      const draws = [...options.draws];
      const random = (): number => draws.shift() ?? 0;
      const failureTiming = options.failsDuringRun ? "during-run" : "submission";
      const { maxConcurrency, failureRate } = options;
      const settings = { maxConcurrency, failureRate, failureTiming } as const;
      let simulator = new BackendSimulator({ ...settings, random, clock });
      const deeds: Deed[] = [];
      const compare = (): void => {
        compared += 1;
        expectToEqual(simulator, naiveHistory(deeds, clock.seconds, options));
      };
      for (const { waits, step: taken } of steps) {
        clock.seconds += waits / 4;
        const at = clock.seconds;
        if (taken.do === "look") compare();
        else if (taken.do === "restore") {
          const state = JSON.parse(JSON.stringify(simulator.state())) as object;
          simulator = new BackendSimulator({ ...state, random, clock });
        } else if (taken.do === "resize") {
          simulator.maxConcurrency = taken.slots;
          deeds.push({ at, do: "resize", maxConcurrency: taken.slots });
        } else if (taken.do === "stop") {
          unlessRefused(() => simulator.stopTrial(taken.index));
          deeds.push({ at, do: "stop", index: taken.index });
        } else {
          const runtime = taken.quarters / 4;
          unlessRefused(() => simulator.runTrial(taken.index, runtime));
          deeds.push({ at, do: "run", index: taken.index, runtime });
        }
        if (lookEachStep) simulator.update();
      }
      compare();
      clock.seconds += 1_000;
      compare();
    }),
    { numRuns: 5_000 },
  );
  expect(compared).toBeGreaterThan(10_000);
});

type NaiveTrials = ReturnType<typeof naiveHistory>;

function expectToEqual(simulator: BackendSimulator, trials: NaiveTrials): void {
  const inOrder = (status: string, order: "startOrder" | "endOrder"): NaiveTrials =>
    trials.filter((trial) => trial.status === status).toSorted((a, b) => a[order] - b[order]);
  const expected = {
    queued: trials.filter((trial) => trial.status === "STAGED"),
    running: inOrder("RUNNING", "startOrder"),
    failed: inOrder("FAILED", "endOrder"),
    completed: inOrder("COMPLETED", "endOrder"),
    abandoned: inOrder("ABANDONED", "endOrder"),
  };
  const latest = new Map(trials.map((trial) => [trial.index, trial]));
  const unknown = { index: 99 };
  const seen: unknown[] = [];
  simulator.look([...latest.values(), unknown], (...shown) => seen.push(shown));
  expect(seen).toEqual([
    ...[...latest.values()].map((trial) => {
      const { simStartTime, simCompletedTime } = recordOf(trial);
      return [trial.index, trial.status, simStartTime, simCompletedTime];
    }),
    [99, undefined, undefined, undefined],
  ]);
  const { queued, running, failed, completed, abandoned } = simulator.state();
  expect({ queued, running, failed, completed, abandoned }).toEqual(
    Object.fromEntries(Object.entries(expected).map(([list, of]) => [list, of.map(recordOf)])),
  );
  const counts = [simulator.numQueued, simulator.numRunning, simulator.numFailed];
  counts.push(simulator.numCompleted, simulator.numAbandoned);
  expect(counts).toEqual(Object.values(expected).map((of) => of.length));
  for (const [trialIndex, trial] of latest) {
    expect(simulator.lookupTrialIndexStatus(trialIndex)).toBe(trial.status);
    expect(simulator.getSimTrialByIndex(trialIndex)).toEqual(recordOf(trial));
  }
  const { timeRemaining, ...indices } = simulator.status();
  expect(indices).toEqual(
    Object.fromEntries(
      Object.entries(expected).map(([list, of]) => [list, of.map((t) => t.index)]),
    ),
  );
  const now = simulator.time;
  expect(timeRemaining).toEqual(
    expected.running.map((trial) => (trial.startTime ?? 0) + trial.runtime - now),
  );
}

/** What the naive history takes no notice of either: a live index run again, an unknown one stopped. */
function unlessRefused(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!RunnerError.is(error, "INVALID_ARGUMENT")) throw error;
  }
}
