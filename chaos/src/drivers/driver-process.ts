import { spawn, type ChildProcess } from "node:child_process";
import { systemClock } from "@runners/core";
import { processState } from "./process-state.ts";

/** How a driver process ended. */
export type DriverEnd = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A driver process, and signals to it. */
export class DriverProcess {
  readonly #process: ChildProcess;
  readonly ended: Promise<DriverEnd>;
  #stdout = "";
  #stderr = "";
  readonly #listeners = new Set<() => void>();

  /**
   * @param args the program and its arguments
   * @param env beside the variables of this process
   */
  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const started = spawn(process.execPath, ["--conditions=@runners/source", ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = started;
    started.stdout.setEncoding("utf8").on("data", (chunk) => {
      this.#stdout += String(chunk);
      for (const listener of this.#listeners) listener();
    });
    started.stderr.setEncoding("utf8").on("data", (chunk) => (this.#stderr += String(chunk)));
    this.ended = new Promise((resolve, reject) => {
      started.on("error", reject);
      started.on("close", (exitCode, signal) =>
        resolve({ exitCode, signal, stdout: this.#stdout, stderr: this.#stderr }),
      );
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Resolves once it has said the word, or has ended. */
  async said(word: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      const listen = (): void => {
        if (!this.#stdout.includes(word)) return;
        this.#listeners.delete(listen);
        resolve();
      };
      this.#listeners.add(listen);
      listen();
    });
    await Promise.race([heard, this.ended]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Resolves once the system says that the process is stopped, or has ended. */
  async stopped(): Promise<void> {
    while (this.#process.exitCode === null && this.#process.signalCode === null) {
      if (processState(this.pid) === "T") return;
      await systemClock.sleep(5);
    }
  }

  /** How it ended by itself; killed, and an error, after `timeoutMs`. */
  async endedWithin(timeoutMs: number): Promise<DriverEnd> {
    const late = new AbortController();
    const killing = systemClock.sleep(timeoutMs, { signal: late.signal }).then(
      () => this.signal("SIGKILL"),
      () => undefined,
    );
    const end = await this.ended;
    late.abort(new Error("it has ended"));
    await killing;
    if (end.signal !== "SIGKILL") return end;
    throw new Error(`A driver did not end within ${timeoutMs} ms:\n${end.stdout}${end.stderr}`);
  }
}
