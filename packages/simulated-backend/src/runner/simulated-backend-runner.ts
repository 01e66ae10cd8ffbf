import {
  checkOptions,
  type BaseTrial,
  type CallOptions,
  type Clock,
  type OptionRules,
  type ParametersMarker,
  type PolledStatus,
  type PolledStatuses,
  type Runner,
  RunnerError,
  type RunMetadata,
  type RunOptions,
  type StopOptions,
  type SubmissionLookup,
  type TrialDetails,
} from "@runners/core";
import type { BackendSimulator } from "../backend-simulator.ts";
import type { SampleRuntime } from "../samplers/sample-runtime.ts";
import { sampleRuntimeUnif } from "../samplers/sample-runtime-unif.ts";
import { holdTime } from "../time/hold-time.ts";
import { ChangeWatch } from "./change-watch.ts";
import type { Evaluate } from "./evaluate.ts";
import { progressOf } from "./progress-of.ts";
import { SimulatedResults } from "./simulated-results.ts";
import { trialDetails } from "./trial-details.ts";

export type SimulatedBackendRunnerOptions<P> = {
  /** May be shared with other runners. */
  readonly simulator: BackendSimulator;
  /** Seconds that a trial takes. Default {@link sampleRuntimeUnif}: uniform in [1, 5], seed 0. */
  readonly sampleRuntimeFunc?: SampleRuntime<P> | undefined;
  /** What a trial measures. Default: nothing, and the runner has no `fetchResults`. */
  readonly evaluate?: Evaluate<P> | undefined;
  /** How many steps `evaluate` has, at equal shares of the runtime: a whole number from 1. Default 1. */
  readonly steps?: number | undefined;
  /**
   * What `pollAvailableCapacity` says: `Infinity`, because trials wait on the backend, or the slots
   * that are free. More trials than that queue either way. Default `"unbounded"`.
   */
  readonly capacity?: "unbounded" | "free-slots" | undefined;
};

const rules: OptionRules<SimulatedBackendRunnerOptions<unknown>> = {
  simulator: {
    is: (value) =>
      typeof value === "object" &&
      value !== null &&
      typeof Reflect.get(value, "runTrial") === "function" &&
      typeof Reflect.get(value, "look") === "function",
    give: "a BackendSimulator",
    required: true,
  },
  sampleRuntimeFunc: { is: "function", give: "a function that gives seconds" },
  evaluate: { is: "function", give: "a function that gives what a trial measures" },
  steps: { is: "number", give: "a whole number from 1" },
  capacity: {
    is: (value) => value === "unbounded" || value === "free-slots",
    give: '"unbounded" or "free-slots"',
  },
};

/**
 * Runs trials on a {@link BackendSimulator}. A trial takes the time that `sampleRuntimeFunc` says, and
 * measures what `evaluate` says; nothing else happens.
 *
 * Not resumable: the backend is in the memory of this process. A poll does not move time, save on
 * Ax's tick clock, where nothing else does; `waitForChange` is absent there.
 */
// `any` takes any parameterization where `evaluate` does not say which; see Runner.
// oxlint-disable-next-line typescript/no-explicit-any
export class SimulatedBackendRunner<P = any> implements Runner<P> {
  declare readonly "~parameters"?: ParametersMarker<P>;
  readonly resumable = false;
  readonly submissionGuarantee = "exact";
  readonly runMetadataReportKeys: readonly string[] = ["runtime"];
  readonly simulator: BackendSimulator;
  /** That of the simulator. */
  readonly clock: Clock;

  /**
   * Resolves with the trials that a poll has news of, at the simulated instant at which it has.
   * Absent on Ax's tick clock, which only polls move.
   */
  readonly waitForChange?: NonNullable<Runner<P>["waitForChange"]>;

  /** What `evaluate` says of the steps done so far. Absent without `evaluate`. */
  readonly fetchResults?: NonNullable<Runner<P>["fetchResults"]>;

  readonly #sampleRuntime: SampleRuntime<P>;
  readonly #capacity: "unbounded" | "free-slots";
  readonly #changes: ChangeWatch;
  readonly #stopReasons = new Map<number, string>();
  readonly #submissions = new Map<string, Submission>();

  /** @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or that cannot work */
  constructor(options: SimulatedBackendRunnerOptions<P>) {
    checkOptions("SimulatedBackendRunner", options, rules);
    const { simulator, evaluate, steps = 1, capacity = "unbounded" } = options;
    if (!Number.isSafeInteger(steps) || steps < 1) {
      throw new RunnerError("INVALID_ARGUMENT", `steps is ${steps}; give a whole number from 1.`);
    }
    if (evaluate === undefined && steps !== 1) {
      const message = `steps is ${steps}, but there is no evaluate; give it, or leave steps out.`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    this.simulator = simulator;
    this.clock = simulator.clock;
    this.#sampleRuntime = options.sampleRuntimeFunc ?? sampleRuntimeUnif;
    this.#capacity = capacity;
    this.#changes = new ChangeWatch(simulator);
    if (simulator.internalClock === undefined) {
      this.waitForChange = (trials, callOptions = {}) => this.#changes.next(trials, callOptions);
    }
    if (evaluate !== undefined) {
      const results = new SimulatedResults(steps, evaluate);
      this.fetchResults = async (trial, { signal } = {}) => {
        signal?.throwIfAborted();
        const work = results.of(trial, progressOf(simulator, trial.index, steps));
        const measured = await holdTime(simulator.clock, work);
        signal?.throwIfAborted();
        return measured;
      };
    }
  }

  /**
   * Submits the trial; `{ runtime }` is its runtime in seconds, before `timeScaling`. A key that was
   * used before deploys nothing.
   *
   * @throws {RunnerError} `INVALID_TRIAL` for a runtime that the simulator refuses, or a trial that is
   *   queued or running; `DEADLINE_PASSED`
   */
  async run(trial: BaseTrial<P>, options: RunOptions = {}): Promise<RunMetadata> {
    const { signal, submissionKey, notAfterMs } = options;
    const trialIndex = trial.index;
    signal?.throwIfAborted();
    const before = submissionKey === undefined ? undefined : this.#submissions.get(submissionKey);
    if (before !== undefined) return before.runMetadata;
    if (notAfterMs !== undefined) this.#checkDeadline(trialIndex, notAfterMs);
    const runtime = this.#deploy(trial);
    this.#stopReasons.delete(trialIndex);
    const submission = { trialIndex, runMetadata: { runtime } };
    if (submissionKey !== undefined) this.#submissions.set(submissionKey, submission);
    return submission.runMetadata;
  }

  /** What the simulator says, having been brought up to date; `MISSING` of a trial unknown to it. */
  async pollTrialStatus(
    trials: Iterable<BaseTrial<P>>,
    { signal }: CallOptions = {},
  ): Promise<PolledStatuses> {
    signal?.throwIfAborted();
    const statuses = new Map<PolledStatus, Set<number>>();
    this.simulator.update();
    this.simulator.look(trials, (index, known) => {
      this.#changes.tell(index);
      const status = known ?? "MISSING";
      let among = statuses.get(status);
      if (among === undefined) {
        among = new Set();
        statuses.set(status, among);
      }
      among.add(index);
    });
    return statuses;
  }

  /**
   * Stops the trial at this simulated instant.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for a trial that was never run
   */
  async stop(trial: BaseTrial<P>, { signal, reason }: StopOptions = {}): Promise<RunMetadata> {
    signal?.throwIfAborted();
    this.simulator.stopTrial(trial.index);
    if (!reason) return {};
    this.#stopReasons.set(trial.index, reason);
    return { reason };
  }

  async pollAvailableCapacity({ signal }: CallOptions = {}): Promise<number> {
    signal?.throwIfAborted();
    if (this.#capacity === "unbounded") return Infinity;
    const { maxConcurrency, numRunning, numQueued } = this.simulator;
    return Math.max(0, maxConcurrency - numRunning - numQueued);
  }

  /** The simulated times. They tell when it happened, however late it is noticed. */
  async pollTrialDetails(
    trials: Iterable<BaseTrial<P>>,
    { signal }: CallOptions = {},
  ): Promise<ReadonlyMap<number, TrialDetails>> {
    signal?.throwIfAborted();
    const details = new Map<number, TrialDetails>();
    this.simulator.look(trials, (index, status, startTime, completedTime) => {
      if (status === undefined) return;
      const stopReason = this.#stopReasons.get(index);
      details.set(index, trialDetails(status, startTime, completedTime, stopReason));
    });
    return details;
  }

  async findSubmission(
    trial: BaseTrial<P>,
    submissionKey: string,
    { signal }: CallOptions = {},
  ): Promise<SubmissionLookup> {
    signal?.throwIfAborted();
    const submission = this.#submissions.get(submissionKey);
    if (submission?.trialIndex === trial.index) {
      return { outcome: "found", found: [submission.runMetadata] };
    }
    const evidence = `Nothing was submitted as ${submissionKey} for trial ${trial.index} through this object.`;
    return { outcome: "absent", evidence };
  }

  /** Ends the watch on the simulator, whose trials go on. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#changes.dispose();
  }

  #checkDeadline(trialIndex: number, notAfterMs: number): void {
    const now = this.simulator.clock.now();
    if (now <= notAfterMs) return;
    const message = `Trial ${trialIndex} was not to be started after ${notAfterMs} ms, and it is ${now} ms.`;
    throw new RunnerError("DEADLINE_PASSED", message, { trialIndex });
  }

  #deploy(trial: BaseTrial<P>): number {
    try {
      const runtime = this.#sampleRuntime(trial);
      this.simulator.runTrial(trial.index, runtime);
      return runtime;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RunnerError("INVALID_TRIAL", `Trial ${trial.index} was not submitted: ${why}`, {
        cause,
        trialIndex: trial.index,
      });
    }
  }
}

type Submission = { readonly trialIndex: number; readonly runMetadata: RunMetadata };
