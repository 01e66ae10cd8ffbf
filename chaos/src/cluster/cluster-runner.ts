import {
  RunnerError,
  systemClock,
  type BaseTrial,
  type CallOptions,
  type Clock,
  type PolledStatus,
  type PolledStatuses,
  type RunMetadata,
  type Runner,
  type RunOptions,
  type StopOptions,
  type SubmissionGuarantee,
  type SubmissionLookup,
  type TrialDetails,
  type TrialResults,
} from "@runners/core";
import { callCluster } from "./call-cluster.ts";
import type { ClusterAnswer, ClusterJob, ClusterRequest } from "./protocol.ts";

export type ClusterRunnerOptions = {
  readonly socketPath: string;
  readonly partition: string;
  /** What the cluster does with a key that it knows. Default `"reattach"`. */
  readonly submissionGuarantee?: SubmissionGuarantee;
  /** Milliseconds after which the cluster admits to a job. Default 0. */
  readonly visibilityMs?: number;
  /** Milliseconds after which a call is given up. Default 2,000. */
  readonly callTimeoutMs?: number;
  /** Default `systemClock`. */
  readonly clock?: Clock;
};

const statusOfState: ReadonlyMap<string, PolledStatus> = new Map([
  ["QUEUED", "STAGED"],
  ["RUNNING", "RUNNING"],
  ["SUCCEEDED", "COMPLETED"],
  ["FAILED", "FAILED"],
  ["CANCELLED", "ABANDONED"],
]);

/** Runs trials on the fake cluster. Of a job it keeps the key, since ids are used again. */
export class ClusterRunner implements Runner {
  readonly submissionGuarantee: SubmissionGuarantee;
  readonly submissionVisibilityMs: number;
  readonly #options: Required<ClusterRunnerOptions>;

  constructor(options: ClusterRunnerOptions) {
    const { submissionGuarantee = "reattach", visibilityMs = 0 } = options;
    this.submissionGuarantee = submissionGuarantee;
    this.submissionVisibilityMs = visibilityMs;
    this.#options = {
      callTimeoutMs: 2_000,
      clock: systemClock,
      ...options,
      submissionGuarantee,
      visibilityMs,
    };
  }

  async run(trial: BaseTrial<unknown>, options: RunOptions = {}): Promise<RunMetadata> {
    const { signal, notAfterMs = Infinity } = options;
    signal?.throwIfAborted();
    const { index: trialIndex, attempt } = trial;
    if (trial.arms.some(({ parameters }) => parameters === null)) {
      const message = `Trial ${trialIndex} has no parameters, so it was not started.`;
      throw new RunnerError("INVALID_TRIAL", message, { trialIndex });
    }
    const { socketPath, partition, callTimeoutMs, clock } = this.#options;
    const key = options.submissionKey;
    const once = this.submissionGuarantee === "exact";
    const beforeSending = (): void => {
      if (clock.now() <= notAfterMs) return;
      const message = `Trial ${trialIndex} was to start by ${notAfterMs}, which has passed. Submit it anew.`;
      throw new RunnerError("DEADLINE_PASSED", message, { trialIndex });
    };
    const request = { op: "submit", once, trialIndex, attempt } as const;
    const outcome = await callCluster(
      { partition, ...request, ...(key !== undefined && { key }) },
      { socketPath, timeoutMs: callTimeoutMs, signal, beforeSending },
    );
    if (outcome.type === "not-sent") {
      if (signal?.aborted === true || RunnerError.is(outcome.error)) throw outcome.error;
      throw failure(`Trial ${trialIndex} was not submitted`, outcome.error, trialIndex);
    }
    if (outcome.type === "no-answer") {
      const message = `Whether the cluster has trial ${trialIndex} is not known; look it up.`;
      const { error: cause } = outcome;
      throw new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex });
    }
    const { answer } = outcome;
    if (answer.type === "jobs") return metadataOf(answer.jobs[0]);
    if (answer.type === "refused") {
      throw new RunnerError("NO_CAPACITY", `${answer.reason} Ask again later.`, { trialIndex });
    }
    throw failure(`Trial ${trialIndex} was not submitted`, answer, trialIndex);
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<PolledStatuses> {
    const statuses = new Map<PolledStatus, Set<number>>();
    for (const [index, job] of await this.#jobs(trials, options)) {
      const status = job === undefined ? "MISSING" : (statusOfState.get(job.state) ?? "UNKNOWN");
      const indices = statuses.get(status);
      if (indices === undefined) statuses.set(status, new Set([index]));
      else indices.add(index);
    }
    return statuses;
  }

  async stop(trial: BaseTrial<unknown>, options: StopOptions = {}): Promise<RunMetadata> {
    const stopped = await this.stopMultiple([trial], options);
    return stopped.get(trial.index) ?? {};
  }

  async stopMultiple(
    trials: Iterable<BaseTrial<unknown>>,
    options: StopOptions = {},
  ): Promise<ReadonlyMap<number, RunMetadata>> {
    const { reason, signal } = options;
    const all = [...trials];
    const keys = all.map((trial) => textOf(trial, "key"));
    const why = reason !== undefined && { reason };
    await this.#ask({ op: "cancel", keys, ...why }, signal);
    return new Map(all.map(({ index }) => [index, { ...why }]));
  }

  async pollAvailableCapacity(options: CallOptions = {}): Promise<number> {
    const answer = await this.#ask({ op: "capacity" }, options.signal);
    if (answer.type !== "free") throw failure("The cluster did not say what is free", answer);
    return answer.slots ?? Infinity;
  }

  async pollTrialDetails(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<ReadonlyMap<number, TrialDetails>> {
    const details = new Map<number, TrialDetails>();
    for (const [index, job] of await this.#jobs(trials, options)) {
      if (job === undefined) continue;
      const { state, reason, exitCode, startedAtMs, finishedAtMs } = job;
      details.set(index, {
        backendState: state,
        ...(reason !== undefined && { reason }),
        ...(exitCode !== undefined && { exitCode }),
        ...(startedAtMs !== undefined && { startedAtMs }),
        ...(finishedAtMs !== undefined && { finishedAtMs }),
      });
    }
    return details;
  }

  async findSubmission(
    _trial: BaseTrial<unknown>,
    submissionKey: string,
    options: CallOptions = {},
  ): Promise<SubmissionLookup> {
    try {
      const answer = await this.#ask({ op: "find", keys: [submissionKey] }, options.signal);
      if (answer.type !== "jobs") return { outcome: "unknown", reason: wordsOf(answer) };
      const [oldest, ...others] = answer.jobs.map(metadataOf);
      if (oldest !== undefined) return { outcome: "found", found: [oldest, ...others] };
      return { outcome: "absent", evidence: `The cluster lists no job under ${submissionKey}.` };
    } catch (error) {
      options.signal?.throwIfAborted();
      return { outcome: "unknown", reason: (error as Error).message };
    }
  }

  async fetchResults(trial: BaseTrial<unknown>, options: CallOptions = {}): Promise<TrialResults> {
    const job = (await this.#jobs([trial], options)).get(trial.index);
    const status = job && statusOfState.get(job.state);
    if (job === undefined || status === undefined) {
      const message = `The cluster has no news of trial ${trial.index} now; ask again.`;
      throw new RunnerError("BACKEND", message, { trialIndex: trial.index });
    }
    const final = status !== "RUNNING" && status !== "STAGED";
    return { final, observations: job.observations };
  }

  /** What the cluster says of each; undefined: it has no such job. */
  async #jobs(
    trials: Iterable<BaseTrial<unknown>>,
    { signal }: CallOptions,
  ): Promise<ReadonlyMap<number, ClusterJob | undefined>> {
    const all = [...trials];
    const ids = all.map((trial) => textOf(trial, "job"));
    const byId = byKey(await this.#list({ op: "query", ids }, signal));
    const reused = all.filter((trial) => !byId.has(textOf(trial, "key")));
    const keys = reused.map((trial) => textOf(trial, "key"));
    const found = keys.length === 0 ? [] : await this.#list({ op: "find", keys }, signal);
    const jobs = new Map([...byKey(found), ...byId]);
    return new Map(all.map((trial) => [trial.index, jobs.get(textOf(trial, "key"))]));
  }

  async #list(
    request: ClusterRequest,
    signal: AbortSignal | undefined,
  ): Promise<readonly ClusterJob[]> {
    const answer = await this.#ask(request, signal);
    if (answer.type === "jobs") return answer.jobs;
    throw failure("The cluster did not list its jobs", answer);
  }

  async #ask(request: ClusterRequest, signal: AbortSignal | undefined): Promise<ClusterAnswer> {
    signal?.throwIfAborted();
    const { socketPath, partition, callTimeoutMs: timeoutMs } = this.#options;
    const outcome = await callCluster({ partition, ...request }, { socketPath, timeoutMs, signal });
    signal?.throwIfAborted();
    if (outcome.type !== "answered") throw failure("The cluster did not answer", outcome.error);
    if (outcome.answer.type === "failed") throw failure("The cluster failed", outcome.answer);
    return outcome.answer;
  }
}

function byKey(jobs: readonly ClusterJob[]): Map<string, ClusterJob> {
  // The oldest first, so that of several it is the one that stays.
  return new Map(jobs.toReversed().map((job) => [job.key ?? "", job]));
}

function metadataOf(job: ClusterJob | undefined): RunMetadata {
  return { job: job?.id ?? "", key: job?.key ?? "" };
}

function textOf(trial: BaseTrial<unknown>, name: string): string {
  const value = trial.runMetadata[name];
  return typeof value === "string" ? value : "";
}

function failure(what: string, why: Error | ClusterAnswer, trialIndex?: number): RunnerError {
  const message = `${what}: ${why instanceof Error ? why.message : wordsOf(why)}`;
  const cause = why instanceof Error ? { cause: why } : {};
  return new RunnerError("BACKEND", message, {
    ...cause,
    ...(trialIndex !== undefined && { trialIndex }),
  });
}

function wordsOf(answer: ClusterAnswer): string {
  return "reason" in answer ? answer.reason : `it said ${answer.type}`;
}
