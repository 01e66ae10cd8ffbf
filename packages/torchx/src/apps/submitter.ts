import { mkdir } from "node:fs/promises";
import {
  RunnerError,
  type BaseTrial,
  type CallOptions,
  type RunMetadata,
  type RunOptions,
  type SubmissionLookup,
} from "@runners/core";
import { putBack } from "../results/put-back.ts";
import { setAside } from "../results/set-aside.ts";
import type { TorchXRunnerSettings } from "../torchx-runner-settings.ts";
import { readClaim } from "../wrapper/read-claim.ts";
import type { Submission } from "../client/submission.ts";
import type { AppRecord, ExpectedApp } from "./app-record.ts";
import { appRecordsOf } from "./app-records.ts";
import type { Connection } from "./connection.ts";
import { foundApp } from "./found-app.ts";
import type { LiveApps } from "./live-apps.ts";
import {
  bareExpectedApp,
  prepareSubmission,
  type PreparedSubmission,
} from "./prepare-submission.ts";

/** Submits the apps of trials, and finds those that were submitted. */
export class Submitter {
  readonly #settings: TorchXRunnerSettings;
  readonly #live: LiveApps;
  readonly #connect: () => Promise<Connection>;
  /** Local submissions of unknown outcome by key, and the session that was asked. */
  readonly #inDoubt = new Map<string, string>();

  constructor(settings: TorchXRunnerSettings, live: LiveApps, connect: () => Promise<Connection>) {
    this.#settings = settings;
    this.#live = live;
    this.#connect = connect;
  }

  /** As `Runner.run`; where one submission a key is promised, what is there already is taken up. */
  async submit(trial: BaseTrial, key: string, options: RunOptions): Promise<RunMetadata> {
    const { index: trialIndex } = trial;
    const connection = await this.#connect();
    const prepared = await this.#prepare(trial, key, connection, options);
    if (this.#settings.guarantee === "exact") {
      const found = await this.#find(prepared.expected, connection, options);
      if (found.outcome === "found") return found.found[0];
      if (found.outcome === "unknown") {
        const message = `Trial ${trialIndex} may have been submitted under ${key} before: ${found.reason}; ask again.`;
        throw new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex });
      }
    }
    if ("refusal" in prepared) throw prepared.refusal;
    if (!this.#live.has(key) && this.#live.free === 0) throw this.#noCapacity(trialIndex);
    using _ = this.#live.settling(key);
    const session = this.#sessionOf(connection);
    try {
      const metadata = await this.#deploy(prepared, connection, options);
      this.#live.started(key);
      return metadata;
    } catch (error) {
      if (RunnerError.is(error, "SUBMISSION_UNKNOWN")) {
        this.#live.started(key);
        if (this.#settings.isLocal) this.#inDoubt.set(key, session);
      } else this.#live.notStarted(key);
      if (RunnerError.is(error, "NO_CAPACITY")) this.#live.refused();
      throw error;
    }
  }

  #noCapacity(trialIndex: number): RunnerError {
    const why = this.#live.isFull
      ? `maxJobs is ${this.#settings.maxJobs}, and as many trials are live`
      : "the backend said a moment ago that it has no room";
    const message = `Trial ${trialIndex} was not submitted: ${why}; submit it later.`;
    return new RunnerError("NO_CAPACITY", message, { trialIndex });
  }

  async #deploy(
    prepared: PreparedSubmission,
    connection: Connection,
    options: RunOptions,
  ): Promise<RunMetadata> {
    const { client } = connection;
    const { trialIndex, submissionKey } = prepared.submission;
    await this.#makeDirectory(prepared);
    const results = { trialIndex, trackerBase: this.#settings.trackerBase, submissionKey };
    const wereThere = await setAside(results, client, options);
    const { handle, appId, roles, existed } = await client.submit(prepared.submission, options);
    // They were of this very submission.
    if (existed && wereThere) await putBack(results, client);
    const session = this.#sessionOf(connection);
    const record = { ...foundApp(prepared.expected, handle), jobId: appId, roles, session };
    return checkOwnRecord(record, prepared.submission);
  }

  /** Whether a trial was submitted under a key; its component need not work any more. */
  async find(trial: BaseTrial, key: string, options: CallOptions): Promise<SubmissionLookup> {
    // Nothing is begun in its place until it is known.
    using _ = this.#live.settling(key);
    const connection = await this.#connect();
    const { expected } = await this.#prepare(trial, key, connection, options);
    return await this.#find(expected, connection, options);
  }

  /** What would be submitted, or why nothing can be, and what is known of it either way. */
  async #prepare(
    trial: BaseTrial,
    key: string,
    connection: Connection,
    options: RunOptions,
  ): Promise<PreparedSubmission | { readonly refusal: unknown; readonly expected: ExpectedApp }> {
    try {
      return await prepareSubmission(trial, key, connection, this.#settings, options);
    } catch (refusal) {
      options.signal?.throwIfAborted();
      return { refusal, expected: bareExpectedApp(trial, key, this.#settings) };
    }
  }

  async #find(
    expected: ExpectedApp,
    connection: Connection,
    options: CallOptions,
  ): Promise<SubmissionLookup> {
    const ofSession = { ...expected, session: this.#sessionOf(connection) };
    let found = await connection.backend.find(ofSession, options);
    if (found.outcome === "absent") {
      // Asked anew: the question may have found the session dead, and begun another one.
      const session = this.#sessionOf(connection);
      const earlier = await this.#ofEarlierSession({ ...expected, session });
      if (earlier !== undefined) found = { outcome: "found", found: [earlier] };
    }
    if (found.outcome === "found") this.#live.takenUp(expected.submissionKey);
    // What is not there takes up no room; a submission of unknown outcome did.
    if (found.outcome === "absent") this.#live.notStarted(expected.submissionKey);
    return found;
  }

  #sessionOf({ client }: Connection): string {
    return this.#settings.isLocal ? (client.sessionId ?? "") : "";
  }

  /** What an earlier session began under this key, or may have, has ended with it, and is not begun anew. */
  async #ofEarlierSession(expected: ExpectedApp): Promise<AppRecord | undefined> {
    if (!this.#settings.isLocal) return undefined;
    const jobId = expected.wrapped
      ? await readClaim(expected.directory)
      : this.#mayBeOfEarlierSession(expected)
        ? expected.submissionKey
        : undefined;
    if (jobId === undefined) return undefined;
    const handle = `${expected.scheduler}://torchx/${jobId}`;
    return { ...foundApp(expected, handle), session: "ended" };
  }

  #mayBeOfEarlierSession({ submissionKey, session }: ExpectedApp): boolean {
    const asked = this.#inDoubt.get(submissionKey);
    return asked !== undefined && asked !== session;
  }

  async #makeDirectory({ expected, submission }: PreparedSubmission): Promise<void> {
    const { isLocal, isSlurm } = this.#settings;
    if (!isLocal && !isSlurm) return;
    try {
      await mkdir(expected.directory, { recursive: true, mode: 0o700 });
    } catch (cause) {
      const message = `Trial ${submission.trialIndex} was not submitted: its folder ${expected.directory} cannot be made; give another directory.`;
      const { trialIndex } = submission;
      throw new RunnerError("BACKEND", message, { cause, trialIndex });
    }
  }
}

/** What would be understood by no poll is no submission that is known of. */
function checkOwnRecord(record: AppRecord, { scheduler, trialIndex }: Submission): AppRecord {
  const { error } = appRecordsOf([{ index: trialIndex, runMetadata: record }], scheduler);
  if (error === undefined) return record;
  const message = `Trial ${trialIndex} was submitted as ${record.torchxAppHandle}, which cannot be polled: ${error.message}`;
  throw new RunnerError("SUBMISSION_UNKNOWN", message, { cause: error, trialIndex });
}
