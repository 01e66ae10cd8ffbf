import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  goldenNumberOf,
  goldenTrialOf,
  numberOf,
  simTrialOf,
  type Observation,
  type Operation,
  type Scenario,
} from "../__fixtures__/golden-trace.ts";
import { SteppingClock } from "../__fixtures__/stepping-clock.ts";
import { BackendSimulator } from "../backend-simulator.ts";

const fixtures = new URL("../__fixtures__/", import.meta.url);
const traces = readdirSync(fixtures).filter((file) => file.endsWith(".golden.json"));

describe.each(traces)("%s", (file) => {
  const { scenarios } = JSON.parse(readFileSync(new URL(file, fixtures), "utf8")) as {
    readonly scenarios: readonly Scenario[];
  };
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s is told as by the original",
    (_, scenario) => {
      expect(replay(scenario)).toEqual(told(scenario));
    },
  );
});

/** The story of a scenario: what could be observed after each operation, and what it answered. */
type Story = {
  readonly observed: readonly Observation[];
  readonly answers: readonly { readonly answer: unknown; readonly clockReads: number }[];
  readonly final: unknown;
};

/** The story in the trace. */
function told(scenario: Scenario): Story {
  const observed = [scenario.init_after];
  for (const { after } of scenario.ops) observed.push({ ...observed.at(-1), ...after });
  return {
    observed: observed as Observation[],
    answers: scenario.ops.map((operation) => {
      const returned = "returned" in operation ? operation.returned : null;
      const { error = returned, clock_reads: clockReads } = operation;
      return { answer: error, clockReads };
    }),
    final: scenario.final_trials,
  };
}

/** The story as it happens here. */
function replay(scenario: Scenario): Story {
  const clock = new SteppingClock(scenario.wall_start ?? 0, scenario.wall_advance_per_read);
  const draws = [...scenario.random_draws];
  const simulator = new BackendSimulator({
    semantics: "ax",
    maxConcurrency: scenario.options.max_concurrency,
    timeScaling: scenario.options.time_scaling,
    failureRate: scenario.options.failure_rate,
    internalClock: scenario.options.internal_clock ?? undefined,
    useUpdateAsStartTime: scenario.options.use_update_as_start_time,
    random: () => draws.shift() ?? 0,
    clock,
    ...Object.fromEntries(
      Object.entries(scenario.initial).map(([list, trials]) => [list, trials.map(simTrialOf)]),
    ),
  });
  const observed = [clock.undisturbed(() => observe(simulator))];
  const answers = scenario.ops.map((operation) => {
    const readsBefore = clock.reads;
    const answer = inAxWords(() => perform(operation, simulator, clock));
    const clockReads = clock.reads - readsBefore;
    observed.push(clock.undisturbed(() => observe(simulator)));
    return { answer, clockReads };
  });
  const { queued, running, failed, completed } = simulator.state();
  const final = Object.entries({ queued, running, failed, completed });
  return {
    observed,
    answers,
    final: Object.fromEntries(final.map(([list, trials]) => [list, trials.map(goldenTrialOf)])),
  };
}

function perform(operation: Operation, simulator: BackendSimulator, clock: SteppingClock): unknown {
  switch (operation.op) {
    case "run_trial":
      simulator.runTrial(operation.trial_index, numberOf(operation.runtime));
      break;
    case "update":
      simulator.update();
      break;
    case "stop_trial":
      simulator.stopTrial(operation.trial_index);
      break;
    case "get_sim_trial_by_index": {
      const trial = simulator.getSimTrialByIndex(operation.trial_index);
      return trial === undefined ? null : goldenTrialOf(trial);
    }
    case "set_clock":
      if (simulator.internalClock === undefined) clock.seconds = operation.t;
      else simulator.internalClock = operation.t;
      break;
    case "set_option":
      simulator.maxConcurrency = operation.max_concurrency ?? simulator.maxConcurrency;
      if ("internal_clock" in operation) {
        simulator.internalClock = operation.internal_clock ?? undefined;
      }
      break;
    case "new_trial": {
      const { sim_runtime: simRuntime, sim_start_time: simStartTime } = operation;
      const { trial_index: trialIndex, status } = operation;
      simulator.newTrial({ trialIndex, simRuntime, simStartTime }, status);
      break;
    }
  }
  return null;
}

function observe(simulator: BackendSimulator): Observation {
  const status = inAxWords(() => simulator.status());
  const { queued, running, failed, completed } = simulator.state();
  const lists = {
    queued: queued.map((trial) => trial.trialIndex),
    running: running.map((trial) => trial.trialIndex),
    failed: failed.map((trial) => trial.trialIndex),
    completed: completed.map((trial) => trial.trialIndex),
  };
  expect([simulator.numQueued, simulator.numRunning]).toEqual([queued.length, running.length]);
  expect([simulator.numFailed, simulator.numCompleted]).toEqual([failed.length, completed.length]);
  if (typeof status === "object") {
    const { timeRemaining: _, ...statusLists } = status;
    expect(statusLists).toEqual(lists);
  }
  const allTrials = simulator.allTrials.map((trial) => trial.trialIndex);
  const indices = [...new Set([...allTrials, 999])];
  const mapped = indices
    .toSorted((a, b) => a - b)
    .map((index) => simulator.getSimTrialByIndex(index));
  return {
    time: simulator.time,
    ...lists,
    time_remaining: typeof status === "object" ? status.timeRemaining.map(goldenNumberOf) : null,
    status_error: typeof status === "string" ? status : null,
    all_trials: allTrials,
    index_map: mapped.filter((trial) => trial !== undefined).map(goldenTrialOf),
    lookup: Object.fromEntries(
      indices.map((index) => {
        const found = inAxWords(() => simulator.lookupTrialIndexStatus(index));
        return [index, found];
      }),
    ),
  };
}

/** What is returned, or the error as Python words it. */
function inAxWords<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith("A running trial has no simStartTime")) return "Unexpected `None`";
    // The first sentence is Ax's, the rest is the remedy.
    return message.replace(/(?<=\.) (Give|Trial) .*/, "");
  }
}
