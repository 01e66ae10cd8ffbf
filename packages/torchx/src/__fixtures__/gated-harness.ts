import { existsSync } from "node:fs";
import { join } from "node:path";
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
import { TorchXRunner } from "../torchx-runner.ts";
import type { TorchXRunnerOptions } from "../torchx-runner-options.ts";
import { gatedComponent } from "./gated-component.ts";
import { Gate } from "./gate.ts";

type Options = Omit<
  TorchXRunnerOptions<typeof gatedComponent>,
  "component" | "componentConstParams" | "trackerBase" | "cwd" | "clock"
>;

/** Real programs under a real TorchX, each of which waits at its gate until it is told to end. */
export class GatedHarness implements ConformanceHarness {
  readonly patience = 1_000;
  readonly clock = new SpyClock(systemClock);
  readonly runner: Runner;
  readonly place: string;
  readonly #options: Options;
  readonly #keys = new Map<string, number>();
  readonly #gates = new Map<number, string>();
  readonly #openGates: Disposable[] = [];

  constructor(place: string, options: Options) {
    this.place = place;
    this.#options = options;
    this.runner = this.open();
  }

  /** A runner that remembers under which keys its trials were submitted. */
  open(): Runner {
    const runner: Runner = new TorchXRunner({
      component: gatedComponent,
      trackerBase: join(this.place, "results"),
      maxJobs: 8,
      ...this.#options,
      cwd: this.place,
      clock: this.clock,
    });
    return wrapRunner(runner, {
      run: async (trial, options) => {
        if (options?.submissionKey !== undefined) {
          this.#keys.set(options.submissionKey, trial.index);
        }
        return runner.run(trial, options);
      },
    });
  }

  /** All keys under which something was submitted, or may have been. */
  get keys(): Iterable<string> {
    return this.#keys.keys();
  }

  /** The keys under which a trial was submitted, or may have been. */
  keysOf({ index }: BaseTrial<unknown>): readonly string[] {
    return [...this.#keys].flatMap(([key, of]) => (of === index ? [key] : []));
  }

  makeTrial(index: number, fate: TrialFate): Trial {
    const gate = join(this.place, `gate-${index}`);
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
  }
}
