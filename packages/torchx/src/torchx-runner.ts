import {
  checkSubmissionKey,
  deriveSubmissionKey,
  isTerminal,
  readLogLines,
  runAll,
  type BaseTrial,
  type CallOptions,
  type JsonObject,
  type ParametersMarker,
  type PolledStatus,
  type PolledStatuses,
  type ReadLogsOptions,
  type RunMetadata,
  type RunMultipleOptions,
  type Runner,
  type RunOptions,
  type RunOutcome,
  type StopOptions,
  type SubmissionGuarantee,
  type SubmissionLookup,
  type TrialDetails,
  type TrialResults,
} from "@runners/core";
import { appRecordOf } from "./apps/app-record.ts";
import { appRecordsOf } from "./apps/app-records.ts";
import { connect, type Connection } from "./apps/connection.ts";
import { LiveApps } from "./apps/live-apps.ts";
import { logPath } from "./apps/log-path.ts";
import { prepareSubmission } from "./apps/prepare-submission.ts";
import { secretsOfTrial } from "./apps/secrets-of-trial.ts";
import { Submitter } from "./apps/submitter.ts";
import type { AppVerdict } from "./backend/backend.ts";
import { redact } from "./client/redact.ts";
import type { LookOptions } from "./client/torchx-client.ts";
import type { Component } from "./component/component.ts";
import type { ComponentConstants, NoConstants } from "./component/component-constants.ts";
import type { ParametersTaken } from "./component/parameters-taken.ts";
import { fetchTrackerResults } from "./results/fetch-tracker-results.ts";
import type { TorchXRunnerOptions } from "./torchx-runner-options.ts";
import { torchxRunnerSettings, type TorchXRunnerSettings } from "./torchx-runner-settings.ts";

/** Milliseconds between two looks at a log that is followed. */
const followEveryMs = 500;

/**
 * Runs trials through an installed TorchX: one component, many parameterizations. Only trials of one
 * arm; a `BatchTrial` is refused.
 *
 * On `local_cwd` apps live and die with this object (`resumable` is `false`); a trial of another
 * session is `MISSING`. On clusters they outlive it. What `run` promises of a submission key:
 * `"exact"` on `local_cwd` (within this object) and Kubernetes, `"reattach"` on Slurm, `"none"`
 * elsewhere.
 */
export class TorchXRunner<
  const C extends Component | string,
  const K extends ComponentConstants = NoConstants,
> implements Runner<ParametersTaken<C, K>> {
  declare readonly "~parameters"?: C extends string
    ? never
    : ParametersMarker<ParametersTaken<C, K>>;
  readonly submissionGuarantee: SubmissionGuarantee;
  readonly submissionVisibilityMs: number;
  readonly resumable: boolean;
  readonly minPollIntervalMs: number;
  readonly stagingRequired: boolean;
  readonly runMetadataReportKeys: readonly string[] = ["torchxAppHandle"];
  readonly #settings: TorchXRunnerSettings;
  readonly #live: LiveApps;
  readonly #submitter: Submitter;
  /** Submissions of this object by key; only local ones need to be known. */
  readonly #local = new Map<string, Promise<RunMetadata>>();
  #connection: Promise<Connection> | undefined;

  /**
   * Checks its options, and neither looks for TorchX nor creates anything yet.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for an option that cannot work
   */
  constructor(options: TorchXRunnerOptions<C, K>) {
    this.#settings = torchxRunnerSettings(options);
    const { isLocal, isSlurm, guarantee, maxJobs, clock } = this.#settings;
    this.#live = new LiveApps(maxJobs, clock);
    this.#submitter = new Submitter(this.#settings, this.#live, () => this.#connect());
    this.resumable = !isLocal;
    this.stagingRequired = !isLocal;
    this.submissionGuarantee = guarantee;
    this.submissionVisibilityMs = isSlurm ? 5_000 : 0;
    this.minPollIntervalMs = isLocal ? 0 : 10_000;
  }

  /**
   * Submits the app of the trial; resolves once the scheduler has taken it.
   *
   * @throws {RunnerError} `INVALID_TRIAL` for a `BatchTrial` and for parameters that do not match the
   * component's; `INVALID_ARGUMENT` for constants, `cfg`, a scheduler or a component that do not
   * work, or TorchX that is not found; `NO_CAPACITY`, `DEADLINE_PASSED` and `BACKEND`: nothing was
   * submitted; `SUBMISSION_UNKNOWN`
   */
  async run(
    trial: BaseTrial<ParametersTaken<C, K>>,
    options: RunOptions = {},
  ): Promise<RunMetadata> {
    const { signal } = options;
    signal?.throwIfAborted();
    const any = trial as BaseTrial;
    const { random, isLocal } = this.#settings;
    const key = checkSubmissionKey(options.submissionKey ?? deriveSubmissionKey(any, random));
    const known = this.#local.get(key);
    if (known !== undefined) return known;
    const running = this.#submitter.submit(any, key, options);
    if (!isLocal) return running;
    this.#local.set(key, running);
    // Asked again, the session knows what it has submitted.
    running.catch(() => this.#local.delete(key));
    return running;
  }

  /** Submits them concurrently, up to `maxConcurrentCalls` at a time. */
  async runMultiple(
    trials: Iterable<BaseTrial<ParametersTaken<C, K>>>,
    options: RunMultipleOptions = {},
  ): Promise<ReadonlyMap<number, RunOutcome>> {
    const one: Runner = {
      run: async (trial, runOptions) => this.run(trial, runOptions),
      pollTrialStatus: async (polled, callOptions) => this.pollTrialStatus(polled, callOptions),
    };
    const outcomes = await Promise.all(
      Array.from(trials, async (trial) => runAll(one, [trial], options)),
    );
    return new Map(outcomes.flatMap((outcome) => [...outcome]));
  }

  /** How TorchX is called, and its own dry run, without secrets. Submits nothing. */
  async planRun(
    trial: BaseTrial<ParametersTaken<C, K>>,
    options: CallOptions = {},
  ): Promise<JsonObject> {
    options.signal?.throwIfAborted();
    const connection = await this.#connect();
    const prepared = await prepareSubmission(trial, "plan", connection, this.#settings, options);
    const plan = await connection.client.plan(prepared.submission, options);
    // TorchX makes up another id for each dry run.
    const text = JSON.stringify(plan).replaceAll(/\bplan-[a-z0-9]+\b/g, "plan");
    return { through: connection.reason, ...(JSON.parse(text) as JsonObject) };
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<PolledStatuses> {
    const statuses = new Map<PolledStatus, Set<number>>();
    for (const [index, { status }] of await this.#look(trials, options)) {
      statuses.set(status, (statuses.get(status) ?? new Set()).add(index));
    }
    return statuses;
  }

  /**
   * `backendState` is the scheduler's word: TorchX's, on Slurm that of `squeue` and `sacct`. When a
   * local app ended, its wrapper tells.
   */
  async pollTrialDetails(
    trials: Iterable<BaseTrial<unknown>>,
    options: CallOptions = {},
  ): Promise<ReadonlyMap<number, TrialDetails>> {
    const asked = [...trials];
    const seen = await this.#look(asked, { ...options, explain: true });
    return new Map(
      asked.flatMap((trial) => {
        const verdict = seen.get(trial.index);
        return verdict ? [[trial.index, this.#withoutSecrets(verdict.details, trial)]] : [];
      }),
    );
  }

  /** Room by `maxJobs`; 0 for a while after the backend has refused for want of room. */
  async pollAvailableCapacity({ signal }: CallOptions = {}): Promise<number> {
    signal?.throwIfAborted();
    return this.#live.free;
  }

  async stop(trial: BaseTrial<unknown>, options: StopOptions = {}): Promise<RunMetadata> {
    const stopped = await this.stopMultiple([trial], options);
    return stopped.get(trial.index) ?? {};
  }

  /**
   * Asks all to end, in one call. Local programs get SIGTERM and 10 s later SIGKILL, at once with
   * `force`; Slurm kills what does not end within its `KillWait`.
   *
   * @throws {RunnerError} `INVALID_METADATA` for trials of somebody else, once the others are asked
   */
  async stopMultiple(
    trials: Iterable<BaseTrial<unknown>>,
    { reason, force = false, signal }: StopOptions = {},
  ): Promise<ReadonlyMap<number, RunMetadata>> {
    signal?.throwIfAborted();
    const { apps, error } = appRecordsOf(trials, this.#settings.scheduler);
    if (apps.size > 0) {
      const { backend } = await this.#connect();
      await backend.stop([...apps.values()], { force, signal });
    }
    if (error !== undefined) throw error;
    const metadata = reason === undefined ? {} : { reason };
    return new Map([...apps.keys()].map((index) => [index, { ...metadata }]));
  }

  async findSubmission(
    trial: BaseTrial<ParametersTaken<C, K>>,
    submissionKey: string,
    options: CallOptions = {},
  ): Promise<SubmissionLookup> {
    options.signal?.throwIfAborted();
    const key = checkSubmissionKey(submissionKey);
    return await this.#submitter.find(trial, key, options);
  }

  /**
   * What the component wrote to the tracker base under the trial's index.
   *
   * @throws {RunnerError} `INVALID_RESULTS` once it has ended, for a file that cannot be understood;
   * `INVALID_METADATA` for a trial of somebody else
   */
  async fetchResults(trial: BaseTrial<unknown>, options: CallOptions = {}): Promise<TrialResults> {
    options.signal?.throwIfAborted();
    const { index } = trial;
    const record = appRecordOf(trial, this.#settings.scheduler);
    const { torchxTrackerBase: trackerBase, submissionKey } = record;
    const status = (await this.#look([trial], options)).get(index);
    const { client } = await this.#connect();
    // A backend may have forgotten what it or the caller has seen end.
    const seen = [trial.status, status?.status, this.#live.endOf(submissionKey)];
    const isGone = this.#settings.isLocal && status?.status === "MISSING";
    const ended = isGone || seen.some((one) => one !== undefined && isTerminal(one));
    const awaited = seen.includes("COMPLETED");
    return fetchTrackerResults({ index, trackerBase, ended, awaited }, client, options);
  }

  /** The lines of the first replica of the first role. */
  async *readLogs(
    trial: BaseTrial<unknown>,
    { stream = "stdout", follow = false, signal }: ReadLogsOptions = {},
  ): AsyncGenerator<string, void, void> {
    signal?.throwIfAborted();
    const app = appRecordOf(trial, this.#settings.scheduler);
    const role = app.roles[0]?.name ?? app.submissionKey;
    const replica = { role, replica: 0, stream, follow };
    if (app.logDirectory === "") {
      const { client } = await this.#connect();
      yield* client.logLines(app.torchxAppHandle, replica, { signal });
      return;
    }
    const { clock } = this.#settings;
    let lookAtMs = -Infinity;
    const more = async (): Promise<boolean> => {
      if (!follow) return false;
      if (clock.monotonic() >= lookAtMs) {
        const [, seen] = [...(await this.#look([trial], { signal }))][0] ?? [];
        if (seen && (isTerminal(seen.status) || seen.status === "MISSING")) return false;
        lookAtMs = clock.monotonic() + this.minPollIntervalMs;
      }
      await clock.sleep(followEveryMs, { signal });
      return true;
    };
    yield* readLogLines(logPath(app, replica), more, signal);
  }

  /** Ends the session, and with it local apps; those on clusters go on. */
  async [Symbol.asyncDispose](): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.client[Symbol.asyncDispose]();
  }

  async #look(
    trials: Iterable<BaseTrial<unknown>>,
    options: LookOptions,
  ): Promise<ReadonlyMap<number, AppVerdict>> {
    options.signal?.throwIfAborted();
    const asked = [...trials];
    const { apps } = appRecordsOf(asked, this.#settings.scheduler);
    for (const { index, status } of asked) {
      const app = apps.get(index);
      if (app !== undefined && !isTerminal(status)) this.#live.takenUp(app.submissionKey);
    }
    if (apps.size === 0) return new Map();
    const { backend } = await this.#connect();
    const verdicts = await backend.look([...apps.values()], options);
    const seen = new Map<number, AppVerdict>();
    for (const [index, { submissionKey }] of apps) {
      const verdict = verdicts.get(submissionKey);
      if (verdict === undefined) continue;
      seen.set(index, verdict);
      this.#live.seen(submissionKey, verdict.status);
    }
    return seen;
  }

  /** The reason may hold what the program said at its end. */
  #withoutSecrets(details: TrialDetails, trial: BaseTrial<unknown>): TrialDetails {
    if (details.reason === undefined) return details;
    const secrets = secretsOfTrial(trial as BaseTrial, this.#settings);
    return { ...details, reason: redact(details.reason, secrets) };
  }

  #connect(): Promise<Connection> {
    this.#connection ??= connect(this.#settings).catch((error: unknown) => {
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }
}
