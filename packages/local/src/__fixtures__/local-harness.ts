import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RunnerError, type BaseTrial, type Trial } from "@runners/core";
import {
  makeBatchTrial,
  makeTrial,
  SpyClock,
  type ConformanceHarness,
  type TrialFate,
} from "@runners/core/testing";
import { execaSync } from "execa";
import { asClaim } from "../attempts/claim.ts";
import { attemptFiles } from "../attempts/attempt-files.ts";
import { readClaim } from "../attempts/read-claim.ts";
import { LocalRunner } from "../local-runner.ts";
import { signalProcess } from "../processes/signal-process.ts";
import { endAll } from "./end-all.ts";
import { Gate } from "./gate.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const program = fileURLToPath(new URL("gated-program.sh", import.meta.url));

/** Real processes, each of which waits at its gate until it is told to end. */
export class LocalHarness implements ConformanceHarness {
  readonly patience = 1_000;
  readonly clock = new SpyClock();
  readonly runner: LocalRunner;
  readonly #place = temporaryDirectory();
  readonly #gates = new Map<number, string>();
  readonly #openGates: Disposable[] = [];

  constructor() {
    this.runner = this.reopen();
  }

  get directory(): string {
    return join(this.#place.path, "runs");
  }

  reopen(): LocalRunner {
    return new LocalRunner({
      command: "/bin/sh",
      args: [program, "{fate}", "{gate}", join(this.#place.path, "ledger")],
      directory: this.directory,
      maxConcurrency: 8,
      clock: this.clock,
    });
  }

  makeTrial(index: number, fate: TrialFate): Trial {
    const gate = join(this.#place.path, `gate-${index}`);
    if (!existsSync(gate)) execaSync("/usr/bin/mkfifo", [gate]);
    this.#gates.set(index, gate);
    return makeTrial({ fate, gate }, { index });
  }

  makeInvalidTrial(index: number): BaseTrial<unknown> {
    return makeBatchTrial([{ fate: "completes" }, { fate: "fails" }], { index });
  }

  finish({ index }: BaseTrial<unknown>): void {
    const gate = this.#gates.get(index) ?? "";
    const open = new Gate(gate);
    this.#openGates.push(open);
    open.open();
  }

  async acceptedJobs({ index }: BaseTrial<unknown>): Promise<number> {
    const attempts = join(this.directory, "attempts");
    const keys = await readdir(attempts).catch(() => []);
    const claims = await Promise.all(
      keys.map((key) => readClaim(attemptFiles(this.directory, key))),
    );
    return claims.filter((claim) => claim?.trialIndex === index).length;
  }

  async forget({ runMetadata }: BaseTrial<unknown>): Promise<void> {
    const claim = asClaim(runMetadata);
    if (claim === undefined) throw new Error("the trial was not run");
    signalProcess(-claim.pid, "SIGKILL");
    const { directory } = attemptFiles(claim.directory, claim.submissionKey);
    await rm(directory, { recursive: true });
  }

  async exhaust(): Promise<void> {
    for (let index = 1_000; ; index += 1) {
      try {
        await this.runner.run(this.makeTrial(index, "runs"));
      } catch (error) {
        if (RunnerError.is(error, "NO_CAPACITY")) return;
        throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endAll(this.directory);
    for (const gate of this.#openGates) gate[Symbol.dispose]();
    this.#place[Symbol.dispose]();
  }
}
