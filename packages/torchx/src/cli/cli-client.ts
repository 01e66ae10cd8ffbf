import { RunnerError, type CallOptions, type JsonObject } from "@runners/core";
import type { AppStatus } from "../client/app-status.ts";
import { callEnvironment } from "../client/call-environment.ts";
import type { ClientOptions } from "../client/client-options.ts";
import { errorOfQuery, errorOfSubmission } from "../client/error-of-failure.ts";
import { Limiter } from "../client/limiter.ts";
import { LineQueue } from "../client/line-queue.ts";
import { needsSession } from "../client/needs-session.ts";
import { pythonFile } from "../client/python-file.ts";
import { redact, textsToHide, type Secrets } from "../client/redact.ts";
import { refusalCode } from "../client/refusal-code.ts";
import type { RunOption } from "../client/run-option.ts";
import { secretsOf } from "../client/secrets-of.ts";
import { submittedApp } from "../client/submitted-app.ts";
import type { Submission } from "../client/submission.ts";
import type {
  ListedApp,
  ListOptions,
  LogReplica,
  SubmittedApp,
  TorchXClient,
} from "../client/torchx-client.ts";
import type { ComponentSignature } from "../component/component-signature.ts";
import { parseMessage, parseMessages, type CliMessages } from "./parse-messages.ts";
import { parseStatus } from "./parse-status.ts";
import { runCommand, type Command, type CommandEnd } from "../client/run-command.ts";
import { saysMissing } from "./says-missing.ts";

/** TorchX's command line: each call is a command of its own. */
export class CliClient implements TorchXClient {
  readonly kind = "cli";
  readonly sessionId = undefined;
  readonly #options: ClientOptions;
  readonly #env: Readonly<Record<string, string>>;
  readonly #limiter: Limiter;
  #statusArgs: Promise<readonly string[]> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.maxConcurrentCalls);
    this.#env = {
      ...callEnvironment(options.torchx, options),
      PYTHONUNBUFFERED: "1",
      LOGLEVEL: "INFO",
      ...(options.useTorchXConfig ? {} : { TORCHXCONFIG: pythonFile("empty.torchxconfig") }),
    };
  }

  async signatureOf(component: string, options: CallOptions = {}): Promise<ComponentSignature> {
    const what = `The component ${component}`;
    return (await this.#ask({ op: "signature", component }, what, options)) as ComponentSignature;
  }

  async schedulers(options: CallOptions = {}): Promise<readonly string[]> {
    const what = "The schedulers of TorchX";
    return (await this.#ask({ op: "schedulers" }, what, options)) as readonly string[];
  }

  async runOptionsOf(scheduler: string, options: CallOptions = {}): Promise<readonly RunOption[]> {
    const what = `The scheduler ${scheduler}`;
    const question = { op: "runOptions", scheduler };
    return (await this.#ask(question, what, options)) as readonly RunOption[];
  }

  async plan(submission: Submission, options: CallOptions = {}): Promise<JsonObject> {
    const { trialIndex, scheduler } = submission;
    const secrets = secretsOf(submission);
    const question = { op: "plan", submission, secrets: textsToHide(secrets) };
    const what = `The plan of trial ${trialIndex}`;
    const answer = await this.#ask(question, what, { ...options, secrets });
    const { roles, request } = answer as { roles: JsonObject; request: string };
    return { client: this.kind, scheduler, roles, request };
  }

  async submit(submission: Submission, { signal }: CallOptions = {}): Promise<SubmittedApp> {
    const { trialIndex, scheduler } = submission;
    refuseLocal(scheduler, trialIndex);
    const end = await this.#limiter.run(async () => {
      signal?.throwIfAborted();
      const timeoutMs = this.#options.callTimeoutMs;
      const args = ["run", "-s", scheduler, "--workspace=", ownComponent("submit"), "--spec=-"];
      const input = JSON.stringify({ ...submission, timeoutMs });
      return await this.#run(args, { input, signal });
    });
    const { handle, planned, error } = parseMessages(end.stdout, scheduler);
    if (handle !== undefined) return submittedApp({ roles: [], ...planned, handle });
    if (error !== undefined) throw errorOfSubmission(error, submission);
    if (planned === undefined && !end.truncated) {
      // It says so before it calls the scheduler.
      signal?.throwIfAborted();
      throw notSubmitted(end, submission);
    }
    throw unknownSubmission(end, planned?.handle ?? null, submission, signal);
  }

  async statuses(
    handles: readonly string[],
    options: CallOptions = {},
  ): Promise<ReadonlyMap<string, AppStatus>> {
    const args = await this.#statusCommand(options);
    const ask = async (handle: string): Promise<readonly [string, AppStatus]> => {
      const end = await this.#limiter.run(() => this.#run([...args, handle], options));
      return [handle, parseStatus(end)];
    };
    const statuses = await Promise.all(handles.map(ask));
    options.signal?.throwIfAborted();
    return new Map(statuses);
  }

  /** TorchX's command line has one way to end an app. */
  async cancel(handles: readonly string[], options: CallOptions = {}): Promise<void> {
    const cancel = async (handle: string): Promise<void> => {
      const end = await this.#limiter.run(() => this.#run(["cancel", handle], options));
      options.signal?.throwIfAborted();
      if (end.exitCode !== 0 && !saysMissing(end.stderr)) throw failed(end, `The end of ${handle}`);
    };
    await Promise.all(handles.map(cancel));
  }

  async list(
    scheduler: string,
    { namespace, ...options }: ListOptions = {},
  ): Promise<readonly ListedApp[]> {
    const what = `The apps of ${scheduler}`;
    const question = { op: "list", scheduler, namespace };
    return (await this.#ask(question, what, options)) as readonly ListedApp[];
  }

  async *logLines(
    handle: string,
    replica: LogReplica,
    { signal }: CallOptions = {},
  ): AsyncIterable<string> {
    const lines = new LineQueue();
    const stop = new AbortController();
    const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    const options = { signal: either, onLine: (message: readonly string[]) => lines.push(message) };
    this.#ask({ op: "log", handle, ...replica }, `The log of ${handle}`, options).then(
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
    const answer = await this.#ask({ op: "read", url }, `The file ${url}`, options);
    return (answer as string | null) ?? undefined;
  }

  async moveText(from: string, to: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.#ask({ op: "move", from, to }, `The file ${from}`, options)) as boolean;
  }

  /** Nothing outlives a call. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** The answer that our component prints. */
  async #ask(
    question: Readonly<Record<string, unknown>>,
    what: string,
    options: CallOptions & {
      readonly onLine?: (lines: readonly string[]) => void;
      /** What its error must not tell. */
      readonly secrets?: Secrets;
    },
  ): Promise<unknown> {
    const { signal, onLine, secrets } = options;
    signal?.throwIfAborted();
    const timeoutMs = question["follow"] === true ? Infinity : this.#options.callTimeoutMs;
    // What was heard line by line may be more than is kept.
    let heard: CliMessages = {};
    const hear = (line: string): void => {
      const message = parseMessage(line);
      if ("answer" in message || message.error !== undefined) heard = message;
      else onLine?.(message.lines ?? []);
    };
    const call = async (): Promise<CommandEnd> => {
      const args = ["run", "--dryrun", "--workspace=", ownComponent("ask"), "--request=-"];
      const input = JSON.stringify(timeoutMs === Infinity ? question : { ...question, timeoutMs });
      return await this.#run(args, {
        input,
        signal,
        timeoutMs,
        ...(onLine && { onLine: hear }),
      });
    };
    // Who follows a log takes no other call's place.
    const end = await (timeoutMs === Infinity ? call() : this.#limiter.run(call));
    signal?.throwIfAborted();
    const { error, ...rest } = onLine === undefined ? parseMessages(end.stdout) : heard;
    if (error !== undefined) throw errorOfQuery(error, what, secrets);
    if (!("answer" in rest)) throw failed(end, what, secrets);
    return rest.answer;
  }

  /** `status`, as JSON where this TorchX can. */
  async #statusCommand(options: CallOptions): Promise<readonly string[]> {
    this.#statusArgs ??= this.#run(["status", "--help"], options).then((end) => {
      if (end.exitCode !== 0 && !saysMissing(end.stderr))
        throw failed(end, "TorchX's command line");
      return end.stdout.includes("--json") ? ["status", "--json"] : ["status"];
    });
    try {
      return await this.#statusArgs;
    } catch (error) {
      this.#statusArgs = undefined;
      throw error;
    }
  }

  async #run(
    args: readonly string[],
    rest: Partial<Pick<Command, "input" | "signal" | "timeoutMs" | "onLine">>,
  ): Promise<CommandEnd> {
    const { torchx: file, cwd, callTimeoutMs: timeoutMs, clock } = this.#options;
    const end = await runCommand({ file, args, cwd, env: this.#env, timeoutMs, ...rest }, clock);
    if (end.notStarted !== undefined) throw notStarted(file, cwd, end.notStarted);
    return end;
  }
}

/** The name of a component of ours. */
function ownComponent(name: "submit" | "ask"): string {
  const path = pythonFile("runners_app.py");
  if (path.includes(":")) {
    const message = `TorchX's command line takes no path with a colon: ${path}; install @runners/torchx elsewhere.`;
    throw new RunnerError("UNSUPPORTED", message);
  }
  return `${path}:${name}`;
}

function refuseLocal(scheduler: string, trialIndex: number): void {
  if (!needsSession(scheduler)) return;
  const message =
    `Trial ${trialIndex} was not submitted: TorchX's command line waits for apps of ${scheduler}, ` +
    `which may end with it; use the session, which needs a Python that can import torchx.`;
  throw new RunnerError("UNSUPPORTED", message, { trialIndex });
}

function notSubmitted(end: CommandEnd, submission: Submission): RunnerError {
  const { trialIndex, scheduler } = submission;
  const usage = end.exitCode === 2 ? "INVALID_ARGUMENT" : "BACKEND";
  const code = refusalCode(end.stderr) ?? usage;
  const why = redact(reasonOf(end), secretsOf(submission));
  const message = `Trial ${trialIndex} was not submitted to ${scheduler}: ${why}.`;
  return new RunnerError(code, message, { trialIndex });
}

function unknownSubmission(
  end: CommandEnd,
  handle: string | null,
  submission: Submission,
  signal: AbortSignal | undefined,
): RunnerError {
  const { trialIndex, scheduler } = submission;
  const as = handle === null ? "" : ` as ${handle}`;
  const why = redact(
    signal?.aborted ? "no longer waited for" : reasonOf(end),
    secretsOf(submission),
  );
  const message = `Trial ${trialIndex} may have been submitted to ${scheduler}${as}, or not: ${why}; look it up by its submission key.`;
  const cause: unknown = signal?.aborted ? signal.reason : new Error(why);
  return new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex, cause });
}

function failed(end: CommandEnd, what: string, secrets: Secrets = {}): RunnerError {
  const code = end.timedOut ? "TIMEOUT" : (refusalCode(end.stderr) ?? "BACKEND");
  const message = `${what}: ${redact(reasonOf(end), secrets)}.`;
  return new RunnerError(code, message, { cause: new Error(redact(end.stderr, secrets)) });
}

function reasonOf({ timedOut, exitCode, stderr }: CommandEnd): string {
  if (timedOut) return "torchx did not end in time, and was ended; raise callTimeoutMs";
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return `torchx ended with exit code ${exitCode ?? "none"}: ${last.replace(/\.$/, "") || "it printed nothing"}`;
}

function notStarted(file: string, cwd: string, cause: Error): RunnerError {
  const message =
    `TorchX's command line was not started: ${file} cannot be run in ${cwd} (${cause.message}); ` +
    `install it with: pip install torchx, or give its path.`;
  return new RunnerError("INVALID_ARGUMENT", message, { cause });
}
