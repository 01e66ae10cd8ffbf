import { join } from "node:path";
import {
  checkSubmissionKey,
  readLogLines,
  RunnerError,
  type BaseTrial,
  type CallOptions,
  type JsonObject,
  type PolledStatus,
  type PolledStatuses,
  type ReadLogsOptions,
  type RunMetadata,
  type Runner,
  type RunOptions,
  type StopOptions,
  type SubmissionLookup,
  type TrialDetails,
  type TrialResults,
} from "@runners/core";
import { ask } from "./ask.ts";
import { AttemptObserver } from "./attempts/attempt-observer.ts";
import { detailsOf } from "./attempts/details-of.ts";
import { statusOf } from "./attempts/status-of.ts";
import { claimOfTrial } from "./attempts/claim-of-trial.ts";
import { attemptFiles } from "./attempts/attempt-files.ts";
import { lookUpSubmission } from "./attempts/look-up-submission.ts";
import { AttemptStarter } from "./attempts/attempt-starter.ts";
import { planAttempt } from "./attempts/plan-attempt.ts";
import { Slots } from "./attempts/slots.ts";
import { stopAttempt } from "./attempts/stop-attempt.ts";
import { GpuAssignment } from "./gpus/gpu-assignment.ts";
import type { LocalRunnerOptions } from "./local-runner-options.ts";
import { localRunnerSettings, type LocalRunnerSettings } from "./local-runner-settings.ts";
import { checkPlatform } from "./processes/check-platform.ts";
import { thisMachine, type Machine } from "./processes/this-machine.ts";
import { resultsOfTrial } from "./results/results-of-trial.ts";
import { EndedWatcher } from "./watching/ended-watcher.ts";
import { waitForNews } from "./watching/wait-for-news.ts";

/** How often a log is looked at for more lines. */
const followEveryMs = 100;

/**
 * Runs each trial as a process of this machine (Linux, macOS), under a supervisor that outlives
 * this process: a new `LocalRunner` on the same directory polls, stops and reads all its trials.
 *
 * The program gets its parameters as arguments, and as a JSON file named in `RUNNERS_PARAMETERS`. It
 * writes its metrics to the JSON file named in `RUNNERS_RESULTS`, `{"accuracy": 0.93}`, and may keep
 * files in `RUNNERS_CHECKPOINT_DIR`, which is the same for all attempts of a trial.
 *
 * A trial is COMPLETED when the program exited with code 0 and good results; ABANDONED when it was
 * stopped; otherwise FAILED, with the last lines of its stderr as the reason.
 */
export class LocalRunner implements Runner {
  readonly submissionGuarantee = "exact";
  readonly runMetadataReportKeys: readonly string[] = ["submissionKey", "pid"];
  readonly #settings: LocalRunnerSettings;
  readonly #observer: AttemptObserver;
  readonly #slots: Slots;
  readonly #gpus: GpuAssignment;
  readonly #starter: AttemptStarter;
  readonly #watcher: EndedWatcher;
  /** What the last poll said of each attempt, by submission key. */
  readonly #told = new Map<string, PolledStatus>();

  /**
   * Checks its options, and creates nothing yet.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for an option that cannot work, a command that is not
   * found or a directory that is not writable; `UNSUPPORTED` on Windows
   */
  constructor(options: LocalRunnerOptions) {
    checkPlatform(process.platform);
    this.#settings = localRunnerSettings(options);
    const { directory, maxConcurrency, ownEnv } = this.#settings;
    const machine = (): Promise<Machine> => this.#thisMachine();
    this.#observer = new AttemptObserver(directory, ownEnv, machine);
    this.#slots = new Slots(directory, maxConcurrency, machine);
    this.#gpus = new GpuAssignment(this.#settings, machine);
    this.#starter = new AttemptStarter(this.#settings, this.#slots, this.#gpus, machine);
    this.#watcher = new EndedWatcher(join(directory, "ended"));
  }

  /**
   * Starts the trial's process. Resolves once its supervisor has claimed the attempt and is starting
   * the program. A key that was run before gives the metadata of then, and starts nothing.
   *
   * @throws {RunnerError} `INVALID_TRIAL` for a `BatchTrial`, a placeholder without a parameter, or a
   * value that no argument can carry; `NO_CAPACITY` while `maxConcurrency` trials run or too few GPUs
   * are free;
   * `DEADLINE_PASSED`; `INVALID_ARGUMENT` for a key or directory that cannot be used;
   * `SUBMISSION_UNKNOWN` where it was aborted after the supervisor had its word; `BACKEND` where the
   * system starts no process
   */
  async run(trial: BaseTrial, options: RunOptions = {}): Promise<RunMetadata> {
    return this.#starter.run(trial, options);
  }

  /** The command with its arguments, its directories, and the names of environment variables. */
  async planRun(trial: BaseTrial, { signal }: CallOptions = {}): Promise<JsonObject> {
    signal?.throwIfAborted();
    return planAttempt(trial, this.#settings);
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial<unknown>>,
    { signal }: CallOptions = {},
  ): Promise<PolledStatuses> {
    const observed = await ask(signal, () => this.#observer.observe(trials));
    const polled = new Map<PolledStatus, Set<number>>();
    for (const one of observed) {
      const status = statusOf(one);
      const indices = polled.get(status) ?? new Set();
      polled.set(status, indices.add(one.index));
      if (one.key !== undefined) this.#told.set(one.key, status);
    }
    return polled;
  }

  /**
   * Asks the process group to end (SIGTERM); its supervisor kills it (SIGKILL) after `stopGraceMs`,
   * whoever is alive then. With `force` it is killed at once.
   *
   * @throws {RunnerError} `INVALID_METADATA` for a trial of somebody else; `BACKEND` where it cannot be
   * told from here whether the trial runs
   */
  async stop(trial: BaseTrial<unknown>, options: StopOptions = {}): Promise<RunMetadata> {
    const { clock, directory } = this.#settings;
    options.signal?.throwIfAborted();
    const claim = claimOfTrial(trial, directory);
    await ask(options.signal, async () =>
      stopAttempt(claim, options, await this.#thisMachine(), clock),
    );
    return options.reason === undefined ? {} : { reason: options.reason };
  }

  /** How many more trials may be started in the directory now, whoever started the others. */
  async pollAvailableCapacity({ signal }: CallOptions = {}): Promise<number> {
    return ask(signal, async () => {
      const [slots, gpus] = await Promise.all([this.#slots.free(), this.#gpus.free()]);
      return Math.min(slots, gpus);
    });
  }

  /**
   * `backendState` is one of `running`, `orphaned` (the supervisor was killed, the program lives),
   * `exited`, `signalled`, `time-limit`, `spawn-failed`, `results-missing`, `results-malformed`, `stopped`, `killed`
   * (stopped by force), `lost` (all processes gone without a record), `absent`, `unknown`.
   */
  async pollTrialDetails(
    trials: Iterable<BaseTrial<unknown>>,
    { signal }: CallOptions = {},
  ): Promise<ReadonlyMap<number, TrialDetails>> {
    return ask(signal, async () => {
      const observed = await this.#observer.observe(trials);
      const details = observed.map(async (one) => [one.index, await detailsOf(one)] as const);
      return new Map(await Promise.all(details));
    });
  }

  /** Finds what was run under a key, and says `absent` only once nothing can come of it any more. */
  async findSubmission(
    _trial: BaseTrial<unknown>,
    submissionKey: string,
    { signal }: CallOptions = {},
  ): Promise<SubmissionLookup> {
    checkSubmissionKey(submissionKey);
    return ask(signal, async () => {
      if (this.#slots.isStarting(submissionKey)) {
        return { outcome: "unknown", reason: "this runner is starting it" };
      }
      return lookUpSubmission(this.#settings.directory, submissionKey, await this.#thisMachine());
    });
  }

  /** Resolves within milliseconds of a process's end, by watching a directory. */
  async waitForChange(
    trials: Iterable<BaseTrial<unknown>>,
    { signal }: CallOptions = {},
  ): Promise<ReadonlySet<number>> {
    signal?.throwIfAborted();
    const { clock, directory } = this.#settings;
    const indices = new Map<string, number>();
    const watched: BaseTrial<unknown>[] = [];
    for (const trial of trials) {
      const key = claimKey(trial, directory);
      const told = key === undefined ? undefined : this.#told.get(key);
      if (key === undefined || told === "COMPLETED" || told === "FAILED" || told === "ABANDONED") {
        continue;
      }
      indices.set(key, trial.index);
      watched.push(trial);
    }
    const look = async (): Promise<ReadonlySet<string>> => {
      const observed = await this.#observer.observe(watched);
      const news = observed.filter(
        (one) => one.key !== undefined && this.#told.get(one.key) !== statusOf(one),
      );
      return new Set(news.flatMap(({ key }) => key ?? []));
    };
    const keys = await ask(signal, () =>
      waitForNews(new Set(indices.keys()), look, this.#watcher, clock, signal),
    );
    return new Set([...keys].flatMap((key) => indices.get(key) ?? []));
  }

  /**
   * What the results file says. While the trial runs, a file that is not whole yet counts as none.
   *
   * @throws {RunnerError} `INVALID_RESULTS` once it has ended, for a file that cannot be read, or a
   * missing one after exit code 0; `INVALID_METADATA`
   */
  async fetchResults(
    trial: BaseTrial<unknown>,
    { signal }: CallOptions = {},
  ): Promise<TrialResults> {
    signal?.throwIfAborted();
    const { directory, ownEnv } = this.#settings;
    const { submissionKey } = claimOfTrial(trial, directory);
    return ask(signal, async () => {
      // Asked first: what has ended by then writes no more.
      const [observed] = await this.#observer.observe([trial]);
      const files = attemptFiles(directory, submissionKey);
      return resultsOfTrial(trial.index, files.results, observed, ownEnv);
    });
  }

  /**
   * The lines of a log. Bytes that are not UTF-8 become `U+FFFD`; a line of more than 1 Mi characters
   * comes in pieces.
   *
   * @throws {RunnerError} `INVALID_METADATA`
   */
  async *readLogs(
    trial: BaseTrial<unknown>,
    { stream = "stdout", follow = false, signal }: ReadLogsOptions = {},
  ): AsyncGenerator<string, void, void> {
    const { clock, directory } = this.#settings;
    signal?.throwIfAborted();
    const files = attemptFiles(directory, claimOfTrial(trial, directory).submissionKey);
    const more = async (): Promise<boolean> => {
      if (!follow) return false;
      const [observed] = await this.#observer.observe([trial]);
      if (observed?.state === "ended" || observed?.state === "absent") return false;
      await clock.sleep(followEveryMs, { signal });
      return true;
    };
    yield* readLogLines(files[stream], more, signal);
  }

  /** Stops watching the directory. The trials go on. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#watcher.close();
  }

  async #thisMachine(): Promise<Machine> {
    try {
      return thisMachine();
    } catch (error) {
      const message = "This machine's boot id or process table cannot be read.";
      throw new RunnerError("BACKEND", message, { cause: error });
    }
  }
}

function claimKey(trial: BaseTrial<unknown>, directory: string): string | undefined {
  try {
    return claimOfTrial(trial, directory).submissionKey;
  } catch {
    return undefined;
  }
}
