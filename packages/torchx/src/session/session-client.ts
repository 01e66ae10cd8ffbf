import { RunnerError, unlessAborted, type CallOptions, type JsonObject } from "@runners/core";
import type { AppStatus } from "../client/app-status.ts";
import type { ClientOptions } from "../client/client-options.ts";
import { errorOfQuery, errorOfSubmission } from "../client/error-of-failure.ts";
import { Limiter } from "../client/limiter.ts";
import { LineQueue } from "../client/line-queue.ts";
import { redact, textsToHide, type Secrets } from "../client/redact.ts";
import type { RunOption } from "../client/run-option.ts";
import { secretsOf } from "../client/secrets-of.ts";
import { submittedApp, type PlannedApp } from "../client/submitted-app.ts";
import type { Submission } from "../client/submission.ts";
import type {
  LookOptions,
  ListedApp,
  ListOptions,
  LogReplica,
  SubmittedApp,
  TorchXClient,
} from "../client/torchx-client.ts";
import type { ComponentSignature } from "../component/component-signature.ts";
import { SessionProcess, type SessionMessage } from "./session-process.ts";

/** How long an answer may take beyond the call's time-out, at which the session itself gives up. */
const answerGraceMs = 1_000;

type Ask = CallOptions & {
  /** For error messages. */
  readonly what: string;
  readonly hear?: (message: SessionMessage) => void;
  /** Default: the client's time-out. */
  readonly timeoutMs?: number;
  /** What its error must not tell. Default: nothing in it can be a secret. */
  readonly secrets?: Secrets;
};

/** TorchX's own runner, in one long-lived Python process. Started by the first call. */
export class SessionClient implements TorchXClient {
  readonly kind = "session";
  readonly #python: string;
  readonly #options: ClientOptions;
  readonly #submits: Limiter;
  #session: Promise<SessionProcess> | undefined;
  #current: SessionProcess | undefined;
  /** Whether a session has died, and none has begun since that would have ended its local apps. */
  #leftBehind = false;
  #disposal: Promise<void> | undefined;

  constructor(python: string, options: ClientOptions) {
    this.#python = python;
    this.#options = options;
    this.#submits = new Limiter(options.maxConcurrentCalls);
  }

  get sessionId(): string | undefined {
    return this.#current?.id;
  }

  async signatureOf(component: string, options: CallOptions = {}): Promise<ComponentSignature> {
    const what = `The component ${component}`;
    return (await this.#ask(
      { op: "signature", component },
      { ...options, what },
    )) as ComponentSignature;
  }

  async schedulers(options: CallOptions = {}): Promise<readonly string[]> {
    const what = "The schedulers of TorchX";
    return (await this.#ask({ op: "schedulers" }, { ...options, what })) as readonly string[];
  }

  async runOptionsOf(scheduler: string, options: CallOptions = {}): Promise<readonly RunOption[]> {
    const what = `The scheduler ${scheduler}`;
    return (await this.#ask(
      { op: "runOptions", scheduler },
      { ...options, what },
    )) as readonly RunOption[];
  }

  async plan(submission: Submission, options: CallOptions = {}): Promise<JsonObject> {
    const what = `The plan of trial ${submission.trialIndex}`;
    const secrets = secretsOf(submission);
    const hidden = textsToHide(secrets);
    const question = { op: "plan", submission: asJson(submission), secrets: hidden };
    const answer = await this.#ask(question, { ...options, what, secrets });
    const { roles, request } = answer as PlannedApp & { readonly request: string };
    return { client: this.kind, scheduler: submission.scheduler, roles: asJson(roles), request };
  }

  async submit(submission: Submission, options: CallOptions = {}): Promise<SubmittedApp> {
    return await this.#submits.run(async () => await this.#submit(submission, options));
  }

  async #submit(submission: Submission, { signal }: CallOptions): Promise<SubmittedApp> {
    const session = await unlessAborted(() => this.#start(), signal);
    signal?.throwIfAborted();
    let planned: string | undefined;
    const { trialIndex } = submission;
    const answer = await this.#exchange(
      session,
      { op: "submit", submission: asJson(submission) },
      {
        signal,
        what: "",
        secrets: secretsOf(submission),
        hear: (message) => {
          planned = message.planned?.handle ?? planned;
        },
      },
    ).catch((cause: unknown) => {
      const as = planned === undefined ? "" : ` as ${planned}`;
      const message =
        `Trial ${trialIndex} may have been submitted to ${submission.scheduler}${as}, or not: ` +
        `${reasonOf(cause)}; look it up by its submission key.`;
      throw new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex });
    });
    if (answer.error !== undefined) throw errorOfSubmission(answer.error, submission);
    return submittedApp(answer.answer as PlannedApp);
  }

  async statuses(
    handles: readonly string[],
    { explain = false, ...options }: LookOptions = {},
  ): Promise<ReadonlyMap<string, AppStatus>> {
    if (handles.length === 0) return new Map();
    const what = "The states of apps";
    const answer = await this.#ask({ op: "statuses", handles, explain }, { ...options, what });
    return new Map(Object.entries(answer as Record<string, AppStatus>));
  }

  async cancel(
    handles: readonly string[],
    { force = false, ...options }: CallOptions & { readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    if (handles.length === 0) return;
    const what = `The end of ${handles.length === 1 ? handles[0] : `${handles.length} apps`}`;
    await this.#ask({ op: "cancel", handles, force }, { ...options, what });
  }

  async list(
    scheduler: string,
    { namespace, ...options }: ListOptions = {},
  ): Promise<readonly ListedApp[]> {
    const what = `The apps of ${scheduler}`;
    const question = asJson({ op: "list", scheduler, namespace });
    return (await this.#ask(question, { ...options, what })) as readonly ListedApp[];
  }

  async *logLines(
    handle: string,
    replica: LogReplica,
    { signal }: CallOptions = {},
  ): AsyncIterable<string> {
    const lines = new LineQueue();
    const stop = new AbortController();
    const ends = [stop.signal, ...(signal === undefined ? [] : [signal])];
    const question = { op: "log", handle, ...replica };
    this.#ask(question, {
      signal: AbortSignal.any(ends),
      what: `The log of ${handle}`,
      hear: (message) => lines.push(message.lines ?? []),
      ...(replica.follow ? { timeoutMs: Infinity } : {}),
    }).then(
      () => lines.end(),
      (error: unknown) => lines.fail(error),
    );
    try {
      yield* lines;
    } finally {
      stop.abort();
    }
  }

  async readText(url: string, options: CallOptions = {}): Promise<string | undefined> {
    const answer = await this.#ask({ op: "read", url }, { ...options, what: `The file ${url}` });
    return (answer as string | null) ?? undefined;
  }

  async moveText(from: string, to: string, options: CallOptions = {}): Promise<boolean> {
    const what = `The file ${from}`;
    return (await this.#ask({ op: "move", from, to }, { ...options, what })) as boolean;
  }

  /** Ends the session, and its local apps; by force where it does not end in time. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#end();
    return this.#disposal;
  }

  async #end(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    const isClean = session === undefined ? !this.#leftBehind : await session.end();
    if (isClean) return;
    // As ever, the next session ends the apps that one has left behind.
    const next = await SessionProcess.start(this.#python, this.#options).catch(() => undefined);
    await next?.end();
  }

  /** The answer to a question. */
  async #ask(question: JsonObject, options: Ask): Promise<unknown> {
    const session = await unlessAborted(() => this.#start(), options.signal);
    options.signal?.throwIfAborted();
    const message = await this.#exchange(session, question, options);
    if (message.error !== undefined)
      throw errorOfQuery(message.error, options.what, options.secrets);
    return message.answer;
  }

  /** The last message to a question. Rejects where there is none: aborted, too late, or the session died. */
  async #exchange(
    session: SessionProcess,
    question: JsonObject,
    ask: Ask,
  ): Promise<SessionMessage> {
    const { signal, what, hear, timeoutMs = this.#options.callTimeoutMs, secrets = {} } = ask;
    const over = new AbortController();
    const request = timeoutMs === Infinity ? question : { ...question, timeoutMs };
    let id = 0;
    let unanswered = true;
    try {
      const answer = await new Promise<SessionMessage>((resolve, reject) => {
        id = session.ask(request, (message) => {
          if (message === undefined) reject(died(what, redact(session.printed, secrets)));
          else if ("answer" in message || message.error !== undefined) resolve(message);
          else hear?.(message);
        });
        const abort = (): void => reject(signal?.reason as Error);
        signal?.addEventListener("abort", abort, { once: true, signal: over.signal });
        if (timeoutMs === Infinity) return;
        const late = (): void => {
          session.check();
          reject(overdue(what, timeoutMs));
        };
        const { clock } = this.#options;
        clock.sleep(timeoutMs + answerGraceMs, { signal: over.signal }).then(late, () => undefined);
      });
      unanswered = false;
      return answer;
    } finally {
      over.abort();
      session.forget(id, unanswered);
    }
  }

  async #start(): Promise<SessionProcess> {
    await this.#current?.checked;
    if (this.#disposal !== undefined) {
      throw new RunnerError("INVALID_ARGUMENT", "The session was disposed of; make a new runner.");
    }
    if (this.#current?.alive === false) {
      this.#current = undefined;
      this.#session = undefined;
      this.#leftBehind = true;
    }
    this.#session ??= SessionProcess.start(this.#python, this.#options).catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    this.#current = await this.#session;
    this.#leftBehind = false;
    return this.#current;
  }
}

function asJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\.$/, "") : String(cause);
}

function died(what: string, printed: string): RunnerError {
  const last = printed.trim().split("\n").at(-1) ?? "";
  const message = `${what}${what && ": "}the session of TorchX ended before it answered.`;
  return new RunnerError("BACKEND", message, { cause: new Error(last || "It printed nothing.") });
}

function overdue(what: string, timeoutMs: number): RunnerError {
  const message = `${what}${what && ": "}no answer within ${timeoutMs} ms; raise callTimeoutMs.`;
  return new RunnerError("TIMEOUT", message);
}
