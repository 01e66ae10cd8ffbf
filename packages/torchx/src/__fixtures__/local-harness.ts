import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BaseTrial } from "@runners/core";
import { vi } from "vitest";
import { appRecordOf } from "../apps/app-record.ts";
import { submissionFiles } from "../wrapper/submission-files.ts";
import { GatedHarness } from "./gated-harness.ts";
import { namesIn } from "./names-in.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import type { TorchXVenv } from "./torchx-venv.ts";

/** Processes of this machine. */
export class LocalHarness extends GatedHarness {
  readonly #folder: Disposable;

  constructor(venv: TorchXVenv) {
    const folder = temporaryDirectory();
    super(folder.path, venv);
    this.#folder = folder;
  }

  acceptedJobs(trial: BaseTrial<unknown>): number {
    const submissions = join(this.place, ".runners", "torchx");
    return this.keysOf(trial).flatMap((key) => namesIn(join(submissions, key, "torchx"))).length;
  }

  /** Kills the session, whose local apps nobody knows then. */
  async forget(trial: BaseTrial<unknown>): Promise<void> {
    const { records } = submissionFiles(appRecordOf(trial, "local_cwd").directory);
    const started = await vi.waitFor(() => {
      const name = namesIn(records).find((one) => one.endsWith(".started"));
      if (name === undefined) throw new Error("the program has not started");
      return name;
    });
    const { pid } = JSON.parse(readFileSync(join(records, started), "utf8")) as {
      readonly pid: number;
    };
    process.kill(parentOf(parentOf(pid)), "SIGKILL");
    // The call that finds it dead says nothing of any trial.
    await this.runner.pollTrialStatus([trial]).catch(() => undefined);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
