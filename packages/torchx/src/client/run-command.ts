import type { Readable } from "node:stream";
import type { Clock } from "@runners/core";
import { execa } from "execa";
import { killGroup } from "./kill-group.ts";
import { Tail } from "./tail.ts";

/** A command to run, in a process group of its own. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly input?: string | undefined;
  /** Milliseconds after which the group is killed; `Infinity`: never. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Gets each line of its standard output as it comes. */
  readonly onLine?: (line: string) => void;
};

/** How a command ended. */
export type CommandEnd = {
  /** Undefined: it was killed. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  /** What could not be started, and why. */
  readonly notStarted: Error | undefined;
  /** What it printed first. */
  readonly stdout: string;
  /** Whether that may not be all: it printed more than is kept, or something still held its output. */
  readonly truncated: boolean;
  /** The end of what it printed on its standard error. */
  readonly stderr: string;
};

/** How much is kept, in characters. */
const stdoutLimit = 8_000_000;
const stderrLimit = 16_000;
/** How long after its end a command's output may be held open, by something outside of its group. */
const outputGraceMs = 500;

/**
 * Runs a command to its end, or kills its whole group at the time-out or when it is aborted. It may
 * print as much as it likes. On file descriptor 3 it can see whether this process lives.
 */
export async function runCommand(command: Command, clock: Clock): Promise<CommandEnd> {
  const { input, signal } = command;
  const child = execa(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe", "pipe"],
    buffer: false,
    reject: false,
    ...(input !== undefined && { input }),
  });
  const { pid } = child;
  const end = { exitCode: undefined, timedOut: false, stdout: "", truncated: false, stderr: "" };
  if (pid === undefined) {
    const { cause, message = "it could not be started" } = await child;
    return { ...end, notStarted: cause instanceof Error ? cause : new Error(message) };
  }
  const head = new Head(stdoutLimit, command.onLine);
  const tail = new Tail(stderrLimit);
  const over = new AbortController();
  const kill = (): void => killGroup(pid);
  let timedOut = false;
  if (signal?.aborted) kill();
  signal?.addEventListener("abort", kill, { signal: over.signal });
  if (command.timeoutMs !== Infinity) {
    const timeout = async (): Promise<void> => {
      await clock.sleep(command.timeoutMs, { signal: over.signal });
      timedOut = true;
      kill();
    };
    timeout().catch(() => undefined);
  }
  const streams = [
    read(child.stdout, (text) => head.add(text)),
    read(child.stderr, (text) => tail.add(text)),
  ];
  const exitCode = await exitOf(child.nodeChildProcess);
  kill();
  over.abort();
  const grace = new AbortController();
  const isWhole = await Promise.race([
    Promise.all(streams).then(() => true),
    clock.sleep(outputGraceMs, { signal: grace.signal }).catch(() => undefined),
  ]);
  grace.abort();
  for (const stream of child.nodeChildProcess.stdio) stream?.destroy();
  head.end();
  const { text: stdout } = head;
  const truncated = head.truncated || isWhole !== true;
  return { exitCode, timedOut, notStarted: undefined, stdout, truncated, stderr: tail.text };
}

async function exitOf(child: {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  once(event: "exit", listener: (code: number | null) => void): unknown;
}): Promise<number | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? undefined;
  return await new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? undefined));
  });
}

async function read(stream: Readable, take: (text: string) => void): Promise<void> {
  stream.setEncoding("utf8").on("data", take);
  await new Promise<void>((resolve) => {
    stream.once("close", resolve).once("error", () => resolve());
  });
}

/** The beginning of an output, and its lines as they come. */
class Head {
  readonly #limit: number;
  readonly #onLine: ((line: string) => void) | undefined;
  #text = "";
  #rest = "";
  truncated = false;

  constructor(limit: number, onLine: ((line: string) => void) | undefined) {
    this.#limit = limit;
    this.#onLine = onLine;
  }

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    const room = this.#limit - this.#text.length;
    if (room > 0) this.#text += text.slice(0, room);
    this.truncated ||= text.length > room;
    if (this.#onLine === undefined) return;
    const lines = (this.#rest + text).split("\n");
    // A line without an end is not kept for ever.
    this.#rest = (lines.pop() ?? "").slice(-this.#limit);
    for (const line of lines) this.#onLine(line);
  }

  end(): void {
    if (this.#rest !== "") this.#onLine?.(this.#rest);
  }
}
