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
import type { AppRecord } from "./app-record.ts";
import type { Connection } from "./connection.ts";
import { foundApp } from "./found-app.ts";
import type { LiveApps } from "./live-apps.ts";
import { prepareSubmission, type PreparedSubmission } from "./prepare-submission.ts";

/** Submits the apps of trials, and finds those that were submitted. */
export class Submitter {
  readonly #settings: TorchXRunnerSettings;
  readonly #live: LiveApps;
  readonly #connect: () => Promise<Connection>;

  constructor(settings: TorchXRunnerSettings, live: LiveApps, connect: () => Promise<Connection>) {
    this.#settings = settings;
    this.#live = live;
    this.#connect = connect;
  }

  /** As `Runner.run`; where one submission a key is promised, what is there already is taken up. */
  async submit(trial: BaseTrial, key: string, options: RunOptions): Promise<RunMetadata> {
    const { index } = trial;
    if (this.#live.free === 0) {
      const why = this.#live.isFull
        ? `maxJobs is ${this.#settings.maxJobs}, and as many trials are live`
        : "the backend said a moment ago that it has no room";
      const message = `Trial ${index} was not submitted: ${why}; submit it later.`;
      throw new RunnerError("NO_CAPACITY", message, { trialIndex: index });
    }
    this.#live.started(key);
    try {
      return await this.#submit(trial, key, options);
    } catch (error) {
      if (!RunnerError.is(error, "SUBMISSION_UNKNOWN")) this.#live.seen(key, "MISSING");
      if (RunnerError.is(error, "NO_CAPACITY")) this.#live.refused();
      throw error;
    }
  }

  async #submit(trial: BaseTrial, key: string, options: RunOptions): Promise<RunMetadata> {
    const connection = await this.#connect();
    const prepared = await prepareSubmission(trial, key, connection, this.#settings, options);
    const { client } = connection;
    const { index: trialIndex } = trial;
    if (this.#settings.guarantee === "exact") {
      const found = await this.#find(prepared, connection, options);
      if (found.outcome === "found") return found.found[0];
      if (found.outcome === "unknown") {
        const message = `Trial ${trialIndex} may have been submitted under ${key} before: ${found.reason}; ask again.`;
        throw new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex });
      }
    }
    await this.#makeDirectory(prepared);
    const { trackerBase } = this.#settings;
    const results = { trialIndex, trackerBase, submissionKey: key };
    const wereThere = await setAside(results, client, options);
    const { handle, appId, roles, existed } = await client.submit(prepared.submission, options);
    // They were of this very submission.
    if (existed && wereThere) await putBack(results, client);
    const session = this.#sessionOf(connection);
    return { ...foundApp(prepared.expected, handle), jobId: appId, roles, session };
  }

  /** Whether a trial was submitted under a key. */
  async find(trial: BaseTrial, key: string, options: CallOptions): Promise<SubmissionLookup> {
    const connection = await this.#connect();
    const prepared = await prepareSubmission(trial, key, connection, this.#settings, options);
    const found = await this.#find(prepared, connection, options);
    // What is not there takes up no room; a submission of unknown outcome did.
    if (found.outcome === "absent") this.#live.seen(key, "MISSING");
    return found;
  }

  async #find(
    prepared: PreparedSubmission,
    connection: Connection,
    options: CallOptions,
  ): Promise<SubmissionLookup> {
    const expected = { ...prepared.expected, session: this.#sessionOf(connection) };
    const found = await connection.backend.find(expected, options);
    if (found.outcome !== "absent") return found;
    const earlier = await this.#ofEarlierSession(prepared);
    return earlier === undefined ? found : { outcome: "found", found: [earlier] };
  }

  #sessionOf({ client }: Connection): string {
    return this.#settings.isLocal ? (client.sessionId ?? "") : "";
  }

  /** What an earlier session began under this key has ended with it, and is not begun anew. */
  async #ofEarlierSession({ expected }: PreparedSubmission): Promise<AppRecord | undefined> {
    if (!this.#settings.isLocal || !expected.wrapped) return undefined;
    const jobId = await readClaim(expected.directory);
    if (jobId === undefined) return undefined;
    const handle = `${expected.scheduler}://torchx/${jobId}`;
    return { ...foundApp(expected, handle), session: "ended" };
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
