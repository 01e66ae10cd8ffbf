import type { TrialResults } from "@runners/core";
import type { EarlyStoppingStrategy } from "../early-stopping/early-stopping-strategy.ts";
import { faultOfResults } from "./check-results.ts";
import type { LoopContext } from "./loop-context.ts";
import type { Message } from "./message.ts";
import type { Stopper } from "./stopper.ts";

/**
 * Reads what running trials have measured so far, and stops those that the strategy gives up. A
 * reading that fails is left to the next one: it says nothing about the trial.
 */
export class Progress {
  readonly #context: LoopContext;
  readonly #stopper: Stopper;
  readonly #strategy: EarlyStoppingStrategy;

  constructor(context: LoopContext, stopper: Stopper, strategy: EarlyStoppingStrategy) {
    this.#context = context;
    this.#stopper = stopper;
    this.#strategy = strategy;
  }

  start(): void {
    const { tasks, mailbox, clock, settings } = this.#context;
    const everyMs = Math.max(1, settings.initSecondsBetweenPolls * 1_000);
    tasks.start(async (signal) => {
      for (;;) {
        await clock.sleep(everyMs, { signal });
        const results = await this.#read(signal);
        if (results.size > 0) mailbox.push({ type: "progress", results } satisfies Message);
      }
    });
  }

  /** Records what is new, and asks the strategy. */
  take(results: ReadonlyMap<number, TrialResults>): void {
    const { experiment, turn } = this.#context;
    let news = false;
    for (const [index, { observations }] of results) {
      const trial = experiment.trial(index);
      const { attempt } = trial;
      if (trial.status !== "RUNNING" || observations.length <= trial.observations.length) continue;
      if (faultOfResults(trial, observations, undefined) !== undefined) continue;
      turn.record({ type: "trial-results", index, attempt, final: false, observations });
      news = true;
    }
    if (!news) return;
    const toStop = this.#strategy.trialsToStop(experiment);
    for (const [index, reason] of toStop) this.#stopper.stop([index], "early-stop", reason, false);
  }

  async #read(signal: AbortSignal): Promise<ReadonlyMap<number, TrialResults>> {
    const { runner, experiment } = this.#context;
    const results = new Map<number, TrialResults>();
    const running = Array.from(experiment.deployed, (index) => experiment.trial(index)).filter(
      ({ status, stopRequested }) => status === "RUNNING" && stopRequested === undefined,
    );
    const read = async (trial: (typeof running)[number]): Promise<void> => {
      try {
        const answer = await runner.fetchResults?.(trial, { signal });
        if (answer) results.set(trial.index, answer);
      } catch {
        signal.throwIfAborted();
      }
    };
    await Promise.all(running.map(read));
    return results;
  }
}
