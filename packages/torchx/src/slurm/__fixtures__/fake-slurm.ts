import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { temporaryDirectory } from "../../__fixtures__/temporary-directory.ts";
import type { SlurmOptions } from "../slurm-options.ts";

export type SlurmCommand = "squeue" | "sacct" | "scancel" | "scontrol";

/** What a command says: a script of `sh`, or its output. */
export type Saying =
  | string
  | { readonly stdout?: string; readonly stderr?: string; readonly exitCode?: number };

/** Commands that take Slurm's place, say what they are told to, and keep their arguments. */
export class FakeSlurm implements Disposable {
  readonly #directory = temporaryDirectory();

  constructor(sayings: { readonly [command in SlurmCommand]?: Saying }) {
    for (const [command, saying] of Object.entries(sayings)) {
      this.say(command as SlurmCommand, saying);
    }
  }

  get path(): string {
    return this.#directory.path;
  }

  get options(): SlurmOptions {
    const env = { PATH: `${this.path}:/usr/bin:/bin` };
    return { env, callTimeoutMs: 30_000, clock: systemClock };
  }

  say(command: SlurmCommand, saying: Saying): void {
    const file = join(this.path, command);
    const body = typeof saying === "string" ? saying : this.#bodyOf(file, saying);
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >>"$0.calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** The arguments of each call, joined by spaces. */
  calls(command: SlurmCommand): readonly string[] {
    const file = join(this.path, `${command}.calls`);
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  #bodyOf(file: string, saying: Exclude<Saying, string>): string {
    writeFileSync(`${file}.stdout`, saying.stdout ?? "");
    writeFileSync(`${file}.stderr`, saying.stderr ?? "");
    return `cat "$0.stdout"; cat "$0.stderr" >&2; exit ${saying.exitCode ?? 0}`;
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}
