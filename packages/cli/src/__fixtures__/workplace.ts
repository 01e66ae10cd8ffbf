import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { RunningCommand } from "./running-command.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Part of every POSIX system; Node itself makes no named pipes. */
const makePipe = "mkfifo";

/**
 * A folder in which `runners` is run as a person does. At the end of the test, however it ends, what
 * runs in it is killed, and it goes with all that is in it.
 */
export class Workplace {
  readonly path: string = realpathSync(mkdtempSync(join(tmpdir(), "runners cli-")));
  readonly #gates = new Set<string>();
  readonly #commands = new Set<RunningCommand>();

  constructor() {
    onTestFinished(() => this.#clear());
    symlinkSync(modules, join(this.path, "node_modules"));
    this.write("package.json", '{ "type": "module" }');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  /** The lines of a file; none where there is no such file. */
  lines(name: string): string[] {
    if (!existsSync(join(this.path, name))) return [];
    return this.read(name).trimEnd().split("\n");
  }

  /** All names in the folder, but those that every workplace has. */
  get names(): string[] {
    return readdirSync(this.path)
      .filter((name) => name !== "node_modules" && name !== "package.json")
      .toSorted();
  }

  /** Makes a gate that {@link program} waits at until it is opened. */
  closeGate(name: string): void {
    execFileSync(makePipe, [join(this.path, name)]);
    this.#gates.add(name);
  }

  /** Lets the one that waits at the gate, or is about to, pass. */
  async openGate(name: string): Promise<void> {
    await writeFile(join(this.path, name), "");
  }

  /** Resolves once so many programs have noted in the `ledger` that they run. */
  async programsRun(count: number): Promise<void> {
    const watcher = watch(this.path);
    try {
      while (this.lines("ledger").length < count) await once(watcher, "change");
    } finally {
      watcher.close();
    }
  }

  /** Starts `runners`. */
  start(
    args: readonly string[],
    options: {
      /** What its Node gets beside. */
      readonly nodeOptions?: readonly string[];
      /** The folder to start it in. Default: this one. */
      readonly from?: string;
      /** A file that its output goes to. Default: what it prints is kept. */
      readonly output?: number;
    } = {},
  ): RunningCommand {
    const { nodeOptions = [], from = this.path, output = "pipe" } = options;
    const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env;
    const allOptions = ["--conditions=@runners/source", ...nodeOptions];
    const child = spawn(process.execPath, [...allOptions, main, ...args], {
      cwd: from,
      env: { ...env, NODE_COMPILE_CACHE: join(modules, ".cache/compiled") },
      stdio: ["ignore", output, "pipe"],
    });
    const command = new RunningCommand(child);
    this.#commands.add(command);
    return command;
  }

  #clear(): void {
    for (const command of this.#commands) command.kill("SIGKILL");
    // Whoever still waits at a gate passes it, and ends. Opened to read as well, it blocks nobody.
    for (const gate of this.#gates) closeSync(openSync(join(this.path, gate), "r+"));
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
