import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { RunnerError, type JsonObject } from "@runners/core";
import { execa } from "execa";
import { callEnvironment } from "../client/call-environment.ts";
import type { ClientOptions } from "../client/client-options.ts";
import { killGroup } from "../client/kill-group.ts";
import { pythonFile } from "../client/python-file.ts";
import type { PythonFailure } from "../client/python-failure.ts";
import { Tail } from "../client/tail.ts";
import { resolvesWithin } from "./resolves-within.ts";

/** What the session says to a question. */
export type SessionMessage = {
  readonly id?: number;
  readonly hello?: { readonly session: string };
  readonly ended?: true;
  readonly planned?: { readonly handle: string | null };
  readonly lines?: readonly string[];
  readonly answer?: unknown;
  readonly error?: PythonFailure;
};

type Child = { readonly ended: Promise<unknown>; ref(): void };

type TimeOptions = Pick<ClientOptions, "callTimeoutMs" | "clock">;

type Pipes = { readonly questions: Socket; readonly answers: Socket };

/** How much of what TorchX prints is kept for error messages, in characters. */
const tailLength = 8_000;

/** How long a session may leave a ping unanswered at least: imports of schedulers take their time. */
const leastPatienceMs = 30_000;
/** How long a session may take to end: longer than the two graces of its own, of 10 s each. */
const endLimitMs = 30_000;
/** How long what was killed may take to be gone. */
const goneLimitMs = 5_000;

/** A living session: a Python process in a group of its own, which ends when this process does. */
export class SessionProcess {
  readonly id: string;
  readonly pid: number;
  readonly #pipes: Pipes;
  readonly #listeners = new Map<number, (message: SessionMessage | undefined) => void>();
  readonly #printed: Tail;
  readonly #child: Child;
  readonly #options: TimeOptions;
  #check: Promise<void> | undefined;
  #alive = true;
  #ending = false;
  /** Whether it has said that its local apps have ended. */
  #hasEnded = false;
  #lastId = 0;

  private constructor(
    id: string,
    pid: number,
    pipes: Pipes,
    printed: Tail,
    child: Child,
    options: TimeOptions,
  ) {
    this.id = id;
    this.pid = pid;
    this.#pipes = pipes;
    this.#printed = printed;
    this.#child = child;
    this.#options = options;
  }

  /**
   * @throws {RunnerError} `INVALID_ARGUMENT`: there is no such Python, or it has no TorchX; `BACKEND`, also
   * where it was not ready in time: it is gone then
   */
  static async start(python: string, options: ClientOptions): Promise<SessionProcess> {
    const args = ["-B", pythonFile("runners_session.py"), options.stateDirectory];
    if (options.useTorchXConfig) args.push("--torchxconfig");
    const child = execa(python, args, {
      cwd: options.cwd,
      env: callEnvironment(python, options),
      extendEnv: false,
      // Ctrl-C in a terminal is for this process, which tells the session.
      detached: true,
      cleanup: false,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      buffer: false,
      reject: false,
    });
    const { pid } = child;
    if (pid === undefined) throw notSpawned(python, options.cwd, (await child).cause);
    const printed = new Tail(tailLength);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => printed.add(text));
    }
    const [, , , questions, answered] = child.nodeChildProcess.stdio as unknown as Socket[];
    if (questions === undefined || answered === undefined) throw new TypeError("no pipes");
    const answers = createInterface({ input: answered });
    questions.on("error", () => undefined);
    answered.on("error", () => undefined);
    // What it had started in its group is ended with it; what it said last is read first.
    const read = new Promise((resolve) => answers.once("close", resolve));
    const ended = child.then(() => killGroup(pid)).then(() => read);
    const over = new AbortController();
    const { callTimeoutMs, clock } = options;
    const hello = await new Promise<SessionMessage | "late" | undefined>((resolve) => {
      answers.once("line", (line) => resolve(parseMessage(line)));
      answers.once("close", () => resolve(undefined));
      clock.sleep(callTimeoutMs, { signal: over.signal }).then(
        () => resolve("late"),
        () => undefined,
      );
    });
    over.abort();
    if (hello === "late" || hello?.hello === undefined) {
      killGroup(pid);
      await resolvesWithin(ended, goneLimitMs, clock);
      throw hello === "late"
        ? startedTooSlowly(python, callTimeoutMs)
        : notStarted(python, printed.text);
    }
    const pipes = { questions, answers: answered };
    const handle = { ended, ref: () => child.nodeChildProcess.ref() };
    const { session: id } = hello.hello;
    const session = new SessionProcess(id, pid, pipes, printed, handle, options);
    answers.on("line", (line) => session.#hear(parseMessage(line)));
    answers.once("close", () => session.#end());
    // It does not keep this process from ending, and ends then too.
    child.nodeChildProcess.unref();
    for (const stream of child.nodeChildProcess.stdio) (stream as Socket | null)?.unref();
    return session;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The end of what was printed, for error messages. */
  get printed(): string {
    return this.#printed.text;
  }

  /** Resolves once it is known whether it still answers, where a call of {@link check} is under way. */
  get checked(): Promise<void> | undefined {
    return this.#check;
  }

  /**
   * Finds out whether it still answers what needs nothing but its main thread. Where it does not within
   * the time of a call, or half a minute if that is longer, its group is killed.
   */
  check(): void {
    this.#check ??= this.#answerOrEnd().finally(() => (this.#check = undefined));
  }

  async #answerOrEnd(): Promise<void> {
    const { callTimeoutMs, clock } = this.#options;
    let id = 0;
    const answered = new Promise<void>((resolve) => {
      id = this.ask({ op: "ping" }, () => resolve());
    });
    // Where this process, or the machine, slept through the first half, there is still the second.
    const halfMs = Math.max(callTimeoutMs, leastPatienceMs) / 2;
    const answers =
      (await resolvesWithin(answered, halfMs, clock)) ||
      (await resolvesWithin(answered, halfMs, clock));
    this.forget(id, false);
    if (answers) return;
    this.#printed.add("\nIt answered no more, and was killed.\n");
    await this.#kill();
  }

  /** Asks; `listen` gets each message, and undefined once the session has died. */
  ask(question: JsonObject, listen: (message: SessionMessage | undefined) => void): number {
    this.#lastId += 1;
    const id = this.#lastId;
    if (!this.#alive) {
      listen(undefined);
      return id;
    }
    this.#listeners.set(id, listen);
    this.#pipes.answers.ref();
    this.#pipes.questions.write(`${JSON.stringify({ ...question, id })}\n`);
    return id;
  }

  /** What is still said to a question is not listened to; `unanswered`: nor need it be said. */
  forget(id: number, unanswered: boolean): void {
    this.#listeners.delete(id);
    if (!this.#alive) return;
    if (this.#listeners.size === 0 && !this.#ending) this.#pipes.answers.unref();
    if (unanswered) this.#pipes.questions.write(`${JSON.stringify({ op: "drop", target: id })}\n`);
  }

  /**
   * Resolves once it is gone, and says whether its local apps have ended before it. It is killed where
   * it takes too long.
   */
  async end(): Promise<boolean> {
    this.#ending = true;
    this.#child.ref();
    this.#pipes.answers.ref();
    this.#pipes.questions.destroy();
    const { clock } = this.#options;
    if (!(await resolvesWithin(this.#child.ended, endLimitMs, clock))) await this.#kill();
    return this.#hasEnded;
  }

  async #kill(): Promise<void> {
    this.#end();
    await resolvesWithin(this.#child.ended, goneLimitMs, this.#options.clock);
  }

  #hear(message: SessionMessage | undefined): void {
    // Only a session that was killed writes half a line.
    if (message === undefined) this.#end();
    else if (message.ended === true) this.#hasEnded = true;
    else if (message.id !== undefined) this.#listeners.get(message.id)?.(message);
  }

  #end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    killGroup(this.pid);
    for (const listen of this.#listeners.values()) listen(undefined);
    this.#listeners.clear();
  }
}

function notSpawned(python: string, cwd: string, cause: unknown): RunnerError {
  const message =
    `TorchX's session was not started: ${python} cannot be run in ${cwd}. ` +
    `Give the path of a Python that has TorchX (pip install torchx).`;
  return new RunnerError("INVALID_ARGUMENT", message, { cause });
}

function startedTooSlowly(python: string, timeoutMs: number): RunnerError {
  const message =
    `TorchX's session, run by ${python}, was not ready within ${timeoutMs} ms, and was ended; ` +
    `raise callTimeoutMs.`;
  return new RunnerError("BACKEND", message);
}

function notStarted(python: string, printed: string): RunnerError {
  const last = printed.trim().split("\n").at(-1) ?? "";
  if (/No module named '?torchx'?$/.test(last)) {
    const message = `${python} has no TorchX; install it with: ${python} -m pip install torchx`;
    return new RunnerError("INVALID_ARGUMENT", message, { cause: new Error(last) });
  }
  if (/^(?:Import|Attribute|Syntax|ModuleNotFound)Error/.test(last)) {
    const message =
      `${python} has a TorchX that this package does not know, or is older than 3.10 (${last}); ` +
      `install one that it was tested with: pip install torchx==0.7.0`;
    return new RunnerError("INVALID_ARGUMENT", message, { cause: new Error(printed) });
  }
  const message = `TorchX's session could not be started by ${python}: ${last || "it ended at once"}`;
  return new RunnerError("BACKEND", message, { cause: new Error(printed) });
}

function parseMessage(line: string): SessionMessage | undefined {
  try {
    return JSON.parse(line) as SessionMessage;
  } catch {
    return undefined;
  }
}
