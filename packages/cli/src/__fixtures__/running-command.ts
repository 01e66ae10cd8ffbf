import type { ChildProcess } from "node:child_process";

/** How a command ended, and what it printed until then. */
export type Finished = {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A command that runs, with what it has printed so far. */
export class RunningCommand {
  readonly finished: Promise<Finished>;
  readonly #child: ChildProcess;
  readonly #lookers = new Set<() => void>();
  #stdout = "";
  #stderr = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stdout += chunk;
      for (const look of this.#lookers) look();
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stderr += chunk;
      for (const look of this.#lookers) look();
    });
    this.finished = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => {
        resolve({ exitCode, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("it was not started");
    return this.#child.pid;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Closes the end of its output that we read. */
  hangUp(): void {
    this.#child.stdout?.destroy();
  }

  /** Resolves once its output matches; rejects if it ends without that. */
  async prints(pattern: RegExp): Promise<void> {
    const matches = (): boolean => pattern.test(this.#stdout) || pattern.test(this.#stderr);
    if (matches()) return;
    const printed = new Promise<void>((resolve) => {
      this.#lookers.add(() => {
        if (matches()) resolve();
      });
    });
    const ended = this.finished.then(({ exitCode, stdout, stderr }) => {
      if (matches()) return;
      throw new Error(
        `It ended with ${String(exitCode)} and never printed ${String(pattern)}:\n${stdout}${stderr}`,
      );
    });
    await Promise.race([printed, ended]);
  }
}
