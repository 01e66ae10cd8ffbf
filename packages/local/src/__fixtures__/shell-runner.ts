import { join } from "node:path";
import { LocalRunner } from "../local-runner.ts";
import type { LocalRunnerOptions } from "../local-runner-options.ts";
import { endAll } from "./end-all.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

type Options = Partial<Omit<LocalRunnerOptions, "command" | "args" | "directory">>;

/** Runs shell scripts as trials, in a directory of its own. What still runs ends with its scope. */
export class ShellRunners implements AsyncDisposable {
  readonly #place = temporaryDirectory();

  /** Where scripts may keep files. */
  get place(): string {
    return this.#place.path;
  }

  /** The directory of all its runners. */
  get directory(): string {
    return join(this.#place.path, "runs");
  }

  /** A runner whose trials run the script, which must have no braces of its own. */
  open(script: string, options: Options = {}): LocalRunner {
    return new LocalRunner({
      command: "/bin/sh",
      args: ["-c", script, "trial"],
      parameterArguments: "none",
      maxConcurrency: 64,
      cwd: this.place,
      directory: this.directory,
      ...options,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endAll(this.directory);
    this.#place[Symbol.dispose]();
  }
}
