import {
  plainText,
  tailOfLog,
  type CallOptions,
  type SubmissionGuarantee,
  type SubmissionLookup,
  type TrialDetails,
} from "@runners/core";
import { foundApp } from "../apps/found-app.ts";
import { logPath } from "../apps/log-path.ts";
import type { AppRecord, ExpectedApp } from "../apps/app-record.ts";
import type { AppStatus } from "../client/app-status.ts";
import type { LookOptions, TorchXClient } from "../client/torchx-client.ts";
import type { TorchXRunnerSettings } from "../torchx-runner-settings.ts";
import { firstBadEnd } from "../wrapper/first-bad-end.ts";
import { readExitRecords } from "../wrapper/read-exit-records.ts";
import type { AppVerdict, Backend } from "./backend.ts";
import { statusOfState } from "./status-of-state.ts";

/** A scheduler that is asked through TorchX. */
export class TorchXBackend implements Backend {
  readonly #client: TorchXClient;
  readonly #scheduler: string;
  readonly #isLocal: boolean;
  readonly #guarantee: SubmissionGuarantee;

  constructor(
    client: TorchXClient,
    settings: Pick<TorchXRunnerSettings, "scheduler" | "isLocal" | "guarantee">,
  ) {
    this.#client = client;
    this.#scheduler = settings.scheduler;
    this.#isLocal = settings.isLocal;
    this.#guarantee = settings.guarantee;
  }

  async look(
    apps: readonly AppRecord[],
    options: LookOptions,
  ): Promise<ReadonlyMap<string, AppVerdict>> {
    const reached = apps.filter((app) => !this.#isOfDeadSession(app));
    const handles = reached.map(({ torchxAppHandle }) => torchxAppHandle);
    const answers =
      handles.length === 0
        ? new Map<string, AppStatus>()
        : await this.#client.statuses(handles, options);
    const verdicts = apps.map(async (app) => {
      // Asked again: the call may have found the session dead, and begun another one.
      const verdict = this.#isOfDeadSession(app)
        ? sessionEnded
        : await verdictOf(app, answers.get(app.torchxAppHandle), this.#isLocal);
      return [app.submissionKey, verdict] as const;
    });
    return new Map(await Promise.all(verdicts));
  }

  async stop(
    apps: readonly AppRecord[],
    options: CallOptions & { readonly force: boolean },
  ): Promise<void> {
    const handles = apps
      .filter((app) => !this.#isOfDeadSession(app))
      .map(({ torchxAppHandle }) => torchxAppHandle);
    await this.#client.cancel(handles, options);
  }

  async find(expected: ExpectedApp, options: CallOptions): Promise<SubmissionLookup> {
    const { submissionKey, namespace } = expected;
    try {
      const listed = await this.#client.list(this.#scheduler, { ...options, namespace });
      const [first, ...others] = listed
        .filter((app) => this.#isOf(submissionKey, app.name || nameIn(app.handle)))
        .map(({ handle }) => foundApp(expected, handle));
      if (first !== undefined) return { outcome: "found", found: [first, ...others] };
      const evidence = `${this.#scheduler} lists ${listed.length} apps, and none under ${submissionKey}.`;
      if (this.#guarantee === "none") {
        const reason = `${evidence} That proves nothing: TorchX may list others than those submitted, or under other names; look for it there.`;
        return { outcome: "unknown", reason };
      }
      return { outcome: "absent", evidence };
    } catch (error) {
      options.signal?.throwIfAborted();
      return { outcome: "unknown", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /**
   * Whether an app of this name is that of the key: but on Kubernetes, where we fix the name, TorchX
   * may add a hyphen and a word without one.
   */
  #isOf(submissionKey: string, name: string): boolean {
    if (name === submissionKey || this.#scheduler === "kubernetes") return name === submissionKey;
    return (
      name.startsWith(`${submissionKey}-`) && !name.slice(submissionKey.length + 1).includes("-")
    );
  }

  #isOfDeadSession({ session }: AppRecord): boolean {
    return this.#isLocal && session !== this.#client.sessionId;
  }
}

const sessionEnded: AppVerdict = {
  status: "MISSING",
  details: { reason: "The session of TorchX that ran it has ended, and its local apps with it." },
};

/** Where an app id has it: after the queue, the namespace, or the project and its location. */
function nameIn(handle: string): string {
  const name = handle.slice(Math.max(handle.lastIndexOf("/"), handle.lastIndexOf(":")) + 1);
  // `host:port-name`
  return handle.startsWith("ray:") ? name.replace(/^\d+-/, "") : name;
}

async function verdictOf(
  app: AppRecord,
  answer: AppStatus | undefined,
  isLocal: boolean,
): Promise<AppVerdict> {
  if (answer === undefined) return { status: "UNKNOWN", details: {} };
  if (answer.outcome === "failed") return { status: "UNKNOWN", details: { reason: answer.reason } };
  if (answer.outcome === "missing") {
    const reason = `TorchX has no app ${app.torchxAppHandle}.`;
    return { status: "MISSING", details: { reason } };
  }
  const { outcome: _, state, message, tail, failed, ...known } = answer;
  const status = statusOfState(state);
  const ended = status === "FAILED" || status === "COMPLETED" || status === "ABANDONED";
  const said =
    status === "FAILED" && isLocal ? await tailOfErrors(app, failed) : plainText(tail ?? "");
  const reason = status === "COMPLETED" ? "" : [message, said].filter(Boolean).join("\n");
  const details: TrialDetails = {
    backendState: state,
    ...(reason !== "" && { reason }),
    ...known,
    // What cannot be read is no part of the verdict.
    ...(ended && isLocal && app.wrapped ? await recordedEnd(app).catch(() => undefined) : {}),
  };
  return { status, details };
}

async function tailOfErrors(
  app: AppRecord,
  failed: { readonly role: string; readonly replica: number } | undefined,
): Promise<string> {
  const { role = app.roles[0]?.name, replica = 0 } = failed ?? {};
  if (role === undefined) return "";
  const path = logPath(app, { role, replica, stream: "stderr" });
  return await tailOfLog(path).catch(() => "");
}

/** What the wrappers have written down: all that have ended by themselves. */
async function recordedEnd(app: AppRecord): Promise<TrialDetails> {
  const records = await readExitRecords(app.directory, app.jobId, app.roles);
  const { codes, startedAtMs, finishedAtMs } = records;
  const exitCode = firstBadEnd(codes)?.code ?? (records.complete ? 0 : undefined);
  return {
    ...(exitCode !== undefined && { exitCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
  };
}
