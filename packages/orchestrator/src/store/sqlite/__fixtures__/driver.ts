import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import type { Command, Reply } from "./driver-command.ts";

const program = new URL("./driver-process.ts", import.meta.url);

/** A driver in a process of its own; gone when the test is over. */
export class Driver {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  static async start(): Promise<Driver> {
    const child = fork(program, {
      execArgv: ["--conditions=@runners/source"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const driver = new Driver(child);
    await driver.reply();
    return driver;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  tell(command: Command): void {
    this.#process.send(command);
  }

  async reply(): Promise<Reply> {
    const [reply] = (await once(this.#process, "message")) as [Reply];
    return reply;
  }

  /** Tells it to do something, and waits until it has. */
  async do(command: Command): Promise<Reply> {
    const reply = this.reply();
    this.tell(command);
    return reply;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Ends it without warning. */
  async kill(): Promise<void> {
    const exit = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await exit;
  }
}
