import { RunnerError, VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import {
  Experiment,
  MemoryStore,
  Orchestrator,
  type Candidate,
  type ExperimentStore,
  type ExperimentSummary,
} from "@runners/orchestrator";
import { FakeProcesses, type FakeProcess } from "@runners/orchestrator/testing";
import { Striker } from "../systematic/striker.ts";
import { struckClock } from "../systematic/struck-clock.ts";
import { struckRunner } from "../systematic/struck-runner.ts";
import { struckStore } from "../systematic/struck-store.ts";

export const trials = 6;
export const maxPendingTrials = 3;

/** What becomes of the next submission. */
export type SubmitFault = "execute-and-time-out" | "vanish" | "refuse";

type Driver = { readonly striker: Striker; readonly process: FakeProcess };

/** The real things under the model: a backend, a store, and drivers that come and go. */
export class World {
  readonly backend: FakeBackend;
  readonly #clock = new VirtualClock({ auto: false });
  readonly #processes = new FakeProcesses();
  readonly #root = new MemoryStore({ clock: this.#clock });
  readonly #guarantee: "exact" | "reattach";
  #driver: Driver | undefined;
  #submitFault: SubmitFault | undefined;
  /** What a driver ended with, other than by being killed. */
  failure: unknown;
  summary: ExperimentSummary | undefined;

  constructor(guarantee: "exact" | "reattach", visibilityMs: number) {
    this.#guarantee = guarantee;
    this.backend = new FakeBackend({ clock: this.#clock, visibilityMs });
  }

  get isDriven(): boolean {
    return this.#driver !== undefined;
  }

  /** Whether the experiment is over. */
  get isOver(): boolean {
    return this.summary?.outcome === "completed";
  }

  start(): void {
    const process = this.#processes.start();
    const striker = new Striker(Infinity, "crash");
    const driver = { striker, process };
    this.#driver = driver;
    this.summary = undefined;
    const orchestrator = new Orchestrator(
      {
        name: "model",
        parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
        candidates,
        runner: struckRunner(this.#runner(), striker),
        maxPendingTrials,
        submitTimeoutMs: 5_000,
        callTimeoutMs: 5_000,
        submissionGraceMs: 100_000_000,
        toleratedTrialFailureRate: 0.99,
        minFailedTrialsForFailureRateCheck: trials + 1,
      },
      {
        clock: struckClock(this.#clock, striker),
        random: () => 0.5,
        store: struckStore(this.#open(process), striker),
      },
    );
    void this.#drive(orchestrator, driver);
  }

  kill(): void {
    this.#driver?.striker.kill();
    this.#driver?.process.end();
    this.#driver = undefined;
  }

  advance(ms: number): Promise<void> {
    return this.#clock.advance(ms);
  }

  failNextSubmission(fault: SubmitFault | undefined): void {
    this.#submitFault = fault;
  }

  async requestStop(index: number): Promise<void> {
    const request = {
      type: "stop-trials",
      indices: [index],
      reason: "asked",
      force: false,
    } as const;
    await this.#root.request(request);
  }

  async resubmit(index: number): Promise<void> {
    await this.#root.request({ type: "resolve", index, resolution: { type: "resubmit" } });
  }

  /** The experiment as whoever reads the store sees it. */
  async stored(): Promise<Experiment> {
    const experiment = new Experiment({ name: "model" });
    for (const event of await this.#root.load()) experiment.apply(event);
    return experiment;
  }

  #open(processes: FakeProcess): ExperimentStore {
    return new MemoryStore({ of: this.#root, clock: this.#clock, processes, attentionMs: 1_000 });
  }

  #runner(): FakeRunner {
    const runner = new FakeRunner(this.backend, { submissionGuarantee: this.#guarantee });
    const run = runner.run.bind(runner);
    runner.run = async (trial, options) => {
      const fault = this.#submitFault;
      this.#submitFault = undefined;
      if (fault === "refuse") throw new RunnerError("NO_CAPACITY", "no room");
      if (fault !== "vanish") {
        const runMetadata = await run(trial, options);
        if (fault === undefined) return runMetadata;
      }
      throw new RunnerError("SUBMISSION_UNKNOWN", "no answer");
    };
    return runner;
  }

  async #drive(orchestrator: Orchestrator, driver: Driver): Promise<void> {
    try {
      const run = orchestrator.run();
      for (;;) {
        const step = await run.next();
        if (step.done !== true) continue;
        this.summary = step.value;
        break;
      }
    } catch (error) {
      this.failure = error;
    }
    driver.process.end();
    this.#driver = undefined;
  }
}

function* candidates(): Generator<Candidate> {
  for (let i = 0; i < trials; i += 1) yield { x: i / trials };
}
