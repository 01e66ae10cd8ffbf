import type { JsonObject } from "../json.ts";
import type { RunOutcome } from "../run-outcome.ts";
import { runAll } from "../run-all.ts";
import { RunnerError } from "../runner-error.ts";
import type {
  CallOptions,
  PolledStatuses,
  ReadLogsOptions,
  Runner,
  RunMultipleOptions,
  RunOptions,
  StopOptions,
} from "../runner.ts";
import type { SubmissionGuarantee, SubmissionLookup } from "../submission.ts";
import type { TrialDetails } from "../trial-details.ts";
import type { TrialResults } from "../trial-results.ts";
import type { PolledStatus, TrialStatus } from "../trial-status.ts";
import type { BaseTrial, RunMetadata } from "../trial.ts";
import type { FakeBackend } from "./fake-backend.ts";
import { hasEnded, type FakeJob, type FakeJobState } from "./fake-job.ts";

/** What a {@link FakeRunner} says of itself. */
export type FakeRunnerOptions = {
  /** What it promises about submission keys, and keeps. Default `"exact"`. */
  readonly submissionGuarantee?: SubmissionGuarantee;
  /** Default `true`. */
  readonly resumable?: boolean;
  /** Default `false`. */
  readonly stagingRequired?: boolean;
  /** Default 0. */
  readonly minPollIntervalMs?: number;
  /** Why it cannot deploy a trial (`INVALID_TRIAL`), or undefined if it can. Default: it can. */
  readonly refuses?: (trial: BaseTrial<unknown>) => string | undefined;
};

const statusOfState: Readonly<Record<FakeJobState, TrialStatus>> = {
  QUEUED: "STAGED",
  RUNNING: "RUNNING",
  SUCCEEDED: "COMPLETED",
  FAILED: "FAILED",
  CANCELLED: "ABANDONED",
};

/**
 * A runner with every optional member, on a {@link FakeBackend}; it keeps the whole contract. Take
 * members away with `withoutMembers`, make it fail with `withFaults`.
 */
export class FakeRunner implements Runner {
  readonly submissionGuarantee: SubmissionGuarantee;
  readonly submissionVisibilityMs: number;
  readonly resumable: boolean;
  readonly stagingRequired: boolean;
  readonly minPollIntervalMs: number;
  readonly runMetadataReportKeys: readonly string[] = ["job"];
  readonly #backend: FakeBackend;
  readonly #refuses: (trial: BaseTrial<unknown>) => string | undefined;
  /** The revision of each job that a poll through this object last told of; -1: no such job. */
  readonly #told = new Map<string, number>();

  constructor(backend: FakeBackend, options: FakeRunnerOptions = {}) {
    this.#backend = backend;
    this.submissionGuarantee = options.submissionGuarantee ?? "exact";
    this.submissionVisibilityMs = backend.visibilityMs;
    this.resumable = options.resumable ?? true;
    this.stagingRequired = options.stagingRequired ?? false;
    this.minPollIntervalMs = options.minPollIntervalMs ?? 0;
    this.#refuses = options.refuses ?? (() => undefined);
  }

  async run(trial: BaseTrial<unknown>, options: RunOptions = {}): Promise<RunMetadata> {
    options.signal?.throwIfAborted();
    const { index: trialIndex, attempt } = trial;
    const refusal = this.#refuses(trial);
    if (refusal !== undefined) {
      const message = `Trial ${trialIndex} was refused: ${refusal}. Nothing was started.`;
      throw new RunnerError("INVALID_TRIAL", message, { trialIndex });
    }
    const { submissionKey: key, notAfterMs = Infinity } = options;
    if (this.#backend.clock.now() > notAfterMs) {
      const message = `Trial ${trialIndex} was to start by ${notAfterMs}, which has passed. Submit it anew.`;
      throw new RunnerError("DEADLINE_PASSED", message, { trialIndex });
    }
    const once = this.submissionGuarantee === "exact";
    const entry = this.#call(() => this.#backend.submit({ key, once, trialIndex, attempt }));
    if (entry !== undefined) return { job: entry.id };
    const message = `No slot is free for trial ${trialIndex}. Ask again later.`;
    throw new RunnerError("NO_CAPACITY", message, { trialIndex });
  }

  async planRun(trial: BaseTrial<unknown>, options: CallOptions = {}): Promise<JsonObject> {
    options.signal?.throwIfAborted();
    return { trialIndex: trial.index, attempt: trial.attempt };
  }

  async runMultiple(
    trials: Iterable<BaseTrial<unknown>>,
    options: RunMultipleOptions = {},
  ): Promise<ReadonlyMap<number, RunOutcome>> {
    const oneByOne: Runner = {
      run: (trial, runOptions) => this.run(trial, runOptions),
      pollTrialStatus: (polled, callOptions) => this.pollTrialStatus(polled, callOptions),
    };
    return runAll(oneByOne, trials, options);
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<PolledStatuses> {
    options.signal?.throwIfAborted();
    const statuses = new Map<PolledStatus, Set<number>>();
    for (const trial of trials) {
      const id = jobId(trial);
      const job = this.#call(() => this.#backend.query(id));
      this.#told.set(id, job?.revision ?? -1);
      const status = job === undefined ? "MISSING" : statusOf(job.state);
      const indices = statuses.get(status);
      if (indices === undefined) statuses.set(status, new Set([trial.index]));
      else indices.add(trial.index);
    }
    return statuses;
  }

  async stop(trial: BaseTrial<unknown>, options: StopOptions = {}): Promise<RunMetadata> {
    options.signal?.throwIfAborted();
    const { reason } = options;
    this.#call(() => this.#backend.cancel(jobId(trial), reason));
    return reason === undefined ? {} : { reason };
  }

  async stopMultiple(
    trials: Iterable<BaseTrial<unknown>>,
    options: StopOptions = {},
  ): Promise<ReadonlyMap<number, RunMetadata>> {
    const stopped = new Map<number, RunMetadata>();
    for (const trial of trials) stopped.set(trial.index, await this.stop(trial, options));
    return stopped;
  }

  async pollAvailableCapacity(options: CallOptions = {}): Promise<number> {
    options.signal?.throwIfAborted();
    return this.#call(() => this.#backend.freeSlots());
  }

  async pollTrialDetails(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<ReadonlyMap<number, TrialDetails>> {
    options.signal?.throwIfAborted();
    const details = new Map<number, TrialDetails>();
    for (const trial of trials) {
      const job = this.#call(() => this.#backend.query(jobId(trial)));
      if (job !== undefined) details.set(trial.index, detailsOf(job));
    }
    return details;
  }

  async findSubmission(
    _trial: BaseTrial<unknown>,
    submissionKey: string,
    options: CallOptions = {},
  ): Promise<SubmissionLookup> {
    options.signal?.throwIfAborted();
    try {
      const found = this.#backend.find(submissionKey).map((job): RunMetadata => ({ job: job.id }));
      const [oldest, ...others] = found;
      if (oldest !== undefined) return { outcome: "found", found: [oldest, ...others] };
      return { outcome: "absent", evidence: `The backend lists no job under ${submissionKey}.` };
    } catch (error) {
      return { outcome: "unknown", reason: (error as Error).message };
    }
  }

  async waitForChange(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<ReadonlySet<number>> {
    const asked = [...trials];
    for (;;) {
      options.signal?.throwIfAborted();
      const changed = new Set<number>();
      for (const trial of asked) {
        const id = jobId(trial);
        const revision = this.#call(() => this.#backend.query(id))?.revision ?? -1;
        if (revision !== this.#told.get(id)) changed.add(trial.index);
      }
      if (changed.size > 0) return changed;
      await this.#backend.changed(options.signal);
    }
  }

  async fetchResults(trial: BaseTrial<unknown>, options: CallOptions = {}): Promise<TrialResults> {
    options.signal?.throwIfAborted();
    const job = this.#job(trial);
    return { final: hasEnded(job), observations: job.observations };
  }

  async *readLogs(
    trial: BaseTrial<unknown>,
    options: ReadLogsOptions = {},
  ): AsyncGenerator<string, void, void> {
    const { stream = "stdout", follow = false, signal } = options;
    for (let read = 0; ;) {
      signal?.throwIfAborted();
      const job = this.#job(trial);
      const line = job[stream][read];
      if (line !== undefined) {
        read += 1;
        yield line;
      } else if (follow && !hasEnded(job)) {
        await this.#backend.changed(signal);
      } else return;
    }
  }

  /** Frees nothing, as there is nothing to free. */
  async [Symbol.asyncDispose](): Promise<void> {}

  #job(trial: BaseTrial<unknown>): FakeJob {
    const id = jobId(trial);
    const job = this.#call(() => this.#backend.query(id));
    if (job !== undefined) return job;
    const message = `The backend has no job ${id} for trial ${trial.index}; poll it.`;
    throw new RunnerError("BACKEND", message, { trialIndex: trial.index });
  }

  #call<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      throw new RunnerError("BACKEND", (cause as Error).message, { cause });
    }
  }
}

function jobId(trial: BaseTrial<unknown>): string {
  const id = trial.runMetadata["job"];
  // A trial that was never run is one that the backend does not have.
  return typeof id === "string" ? id : "";
}

function statusOf(state: string): PolledStatus {
  return Object.hasOwn(statusOfState, state) ? statusOfState[state as FakeJobState] : "UNKNOWN";
}

function detailsOf(job: FakeJob): TrialDetails {
  const { state, reason, exitCode, startedAtMs, finishedAtMs } = job;
  return {
    backendState: state,
    ...(reason !== undefined && { reason }),
    ...(exitCode !== undefined && { exitCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
  };
}
