import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  RunnerError,
  systemClock,
  wrapRunner,
  type BaseTrial,
  type Runner,
  type Trial,
} from "@runners/core";
import {
  makeBatchTrial,
  makeTrial,
  SpyClock,
  type ConformanceHarness,
  type TrialFate,
} from "@runners/core/testing";
import { execaSync } from "execa";
import { vi } from "vitest";
import { appRecordOf } from "../apps/app-record.ts";
import { defineComponent } from "../component/define-component.ts";
import { int } from "../component/int.ts";
import { str } from "../component/str.ts";
import { TorchXRunner } from "../torchx-runner.ts";
import { submissionFiles } from "../wrapper/submission-files.ts";
import { Gate } from "./gate.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import type { TorchXVenv } from "./torchx-venv.ts";

const program = fileURLToPath(new URL("gated-program.sh", import.meta.url));

const component = defineComponent({
  name: "gated",
  params: { fate: str(), gate: str(), trial_idx: int(), tracker_base: str() },
  build: (args) => ({
    name: "gated",
    roles: [
      {
        name: "program",
        image: "",
        entrypoint: "sh",
        args: [program, args.fate, args.gate, join(args.tracker_base, String(args.trial_idx))],
      },
    ],
  }),
});

/** Real programs under a real TorchX, each of which waits at its gate until it is told to end. */
export class TorchXHarness implements ConformanceHarness {
  readonly clock = new SpyClock(systemClock);
  readonly runner: Runner;
  readonly #keys = new Map<string, number>();
  readonly #venv: TorchXVenv;
  readonly #place = temporaryDirectory();
  readonly #gates = new Map<number, string>();
  readonly #openGates: Disposable[] = [];

  constructor(venv: TorchXVenv) {
    this.#venv = venv;
    const runner = new TorchXRunner({
      component,
      trackerBase: join(this.#place.path, "results"),
      ...this.#venv,
      cwd: this.#place.path,
      maxJobs: 8,
      clock: this.clock,
    });
    this.runner = wrapRunner(runner as Runner, {
      run: async (trial, options) => {
        if (options?.submissionKey) this.#keys.set(options.submissionKey, trial.index);
        return (runner as Runner).run(trial, options);
      },
    });
  }

  makeTrial(index: number, fate: TrialFate): Trial {
    const gate = join(this.#place.path, `gate-${index}`);
    if (!existsSync(gate)) execaSync("mkfifo", [gate]);
    this.#gates.set(index, gate);
    return makeTrial({ fate, gate }, { index });
  }

  makeInvalidTrial(index: number): BaseTrial<unknown> {
    return makeBatchTrial([{ fate: "completes" }, { fate: "fails" }], { index });
  }

  finish({ index }: BaseTrial<unknown>): void {
    const open = new Gate(this.#gates.get(index) ?? "");
    this.#openGates.push(open);
    open.open();
  }

  acceptedJobs({ index }: BaseTrial<unknown>): number {
    const submissions = join(this.#place.path, ".runners", "torchx");
    const keys = [...this.#keys].filter(([, of]) => of === index);
    return keys.flatMap(([one]) => namesIn(join(submissions, one, "torchx"))).length;
  }

  /** Kills the session, whose local apps nobody knows then. */
  async forget(trial: BaseTrial<unknown>): Promise<void> {
    const { directory } = appRecordOf(trial, "local_cwd");
    const { records } = submissionFiles(directory);
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
    await this.runner[Symbol.asyncDispose]?.();
    for (const gate of this.#openGates) gate[Symbol.dispose]();
    this.#place[Symbol.dispose]();
  }
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
