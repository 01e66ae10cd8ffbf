import { type BaseTrial, type Trial, VirtualClock } from "@runners/core";
import {
  type ConformanceHarness,
  type ConformanceSuite,
  makeTrial,
  runnerConformance,
  SpyClock,
  type TrialFate,
} from "@runners/core/testing";
import { describe, test } from "vitest";
import { BackendSimulator } from "../backend-simulator.ts";
import type { BackendSimulatorOptions } from "../backend-simulator-options.ts";
import {
  SimulatedBackendRunner,
  type SimulatedBackendRunnerOptions,
} from "./simulated-backend-runner.ts";

/** Far longer than the suite waits for what it has not asked to happen. */
const longSeconds = 1e6;

type Parameters = { readonly fate: TrialFate | "invalid" };

/** A simulator whose time moves on by 10 ms when the suite settles, and by a long while to finish. */
class SimulatedHarness implements ConformanceHarness {
  readonly clock: SpyClock;
  readonly runner: SimulatedBackendRunner<Parameters>;
  readonly patience = 50;
  readonly #time = new VirtualClock({ startMs: 1_000_000, auto: false });
  readonly #simulator: BackendSimulator;
  /** Whether the trial that is being submitted will fail. */
  #fails = false;

  constructor(
    simulator: BackendSimulatorOptions,
    options: Omit<SimulatedBackendRunnerOptions<Parameters>, "simulator"> = {},
    scheduled = true,
  ) {
    this.clock = new SpyClock(this.#time);
    this.#simulator = new BackendSimulator({
      maxConcurrency: 20,
      failureRate: 0.5,
      random: () => (this.#fails ? 0.25 : 0.75),
      clock: scheduled ? this.#time : this.clock,
      ...simulator,
    });
    this.runner = new SimulatedBackendRunner<Parameters>({
      simulator: this.#simulator,
      sampleRuntimeFunc: (trial) => this.#runtimeOf(trial.arms[0].parameters.fate),
      ...options,
    });
  }

  makeTrial(index: number, fate: TrialFate): Trial<unknown> {
    return makeTrial<Parameters>({ fate }, { index });
  }

  makeInvalidTrial(index: number): Trial<unknown> {
    return makeTrial<Parameters>({ fate: "invalid" }, { index });
  }

  async finish(): Promise<void> {
    if (this.#simulator.internalClock === undefined) await this.#time.advance(longSeconds * 1000);
    else this.#simulator.internalClock += longSeconds;
  }

  async settle(): Promise<void> {
    await this.#time.advance(10);
  }

  acceptedJobs({ index }: BaseTrial<unknown>): number {
    return this.#simulator.allTrials.filter(({ trialIndex }) => trialIndex === index).length;
  }

  #runtimeOf(fate: Parameters["fate"]): number {
    this.#fails = fate === "fails";
    if (fate === "invalid") throw new Error("this trial takes no time that can be told");
    return fate === "runs" ? longSeconds ** 2 : longSeconds;
  }
}

const outOfReach = "the backend is in the memory of this process: it is there, or nothing is";
const waive = {
  "needs/setReachable": outOfReach,
  "needs/forget": outOfReach,
  "needs/reportUnmapped": "the simulator has no states beside those that are mapped",
  "needs/requeue": "the simulator does not requeue; withFaults rehearses it",
  "needs/exhaust": "trials wait on the backend, however many they are",
} as const;

const suites: Readonly<Record<string, Omit<ConformanceSuite, "waive">>> = {
  "exact, on a clock with a schedule": { create: () => new SimulatedHarness({}) },
  "exact, on any other clock": { create: () => new SimulatedHarness({}, {}, false) },
  "exact, failing during the run, with results and free slots": {
    create: () =>
      new SimulatedHarness(
        { failureTiming: "during-run" },
        { evaluate: (_, { step }) => ({ loss: 1 / step }), steps: 4, capacity: "free-slots" },
      ),
  },
  "exact, on the tick clock": { create: () => new SimulatedHarness({ internalClock: 0 }) },
  "ax, on a clock with a schedule": { create: () => new SimulatedHarness({ semantics: "ax" }) },
  "ax, on any other clock": { create: () => new SimulatedHarness({ semantics: "ax" }, {}, false) },
  "ax, on the tick clock": {
    create: () => new SimulatedHarness({ semantics: "ax", internalClock: 0 }),
  },
};

describe.each(Object.entries(suites))("%s", async (_, suite) => {
  await runnerConformance({ ...suite, waive, test });
});
