import { isTerminal } from "@runners/core";
import type { StopIntent } from "../experiment/experiment-event.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Alarm } from "./alarm.ts";
import type { LoopContext } from "./loop-context.ts";

/**
 * Asks the backend to stop trials, all that are to stop now in one call where it can. That they
 * have stopped is seen by polls; those that go on are stopped again, by force.
 */
export class Stopper {
  readonly #context: LoopContext;
  readonly #alarm: Alarm;
  /** When each trial is to be stopped by force, on the monotonic clock. */
  readonly #forceAtMs = new Map<number, number>();

  constructor(context: LoopContext, alarm: Alarm) {
    this.#context = context;
    this.#alarm = alarm;
  }

  /** Stops the deployed ones of these trials that were not asked to before, or with `force` all. */
  stop(indices: Iterable<number>, intent: StopIntent, reason: string, force: boolean): void {
    const { experiment, turn } = this.#context;
    const trials: TrialRecord[] = [];
    for (const index of indices) {
      const { attempt, stopRequested: before } = experiment.trial(index);
      if (!experiment.deployed.has(index)) continue;
      if (before !== undefined && !force) continue;
      if (before === undefined || before.force !== true) {
        // What it was first asked to stop for stands.
        const first = before ?? { intent, reason };
        turn.record({ type: "stop-requested", index, attempt, ...first, ...(force && { force }) });
      }
      trials.push(experiment.trial(index));
    }
    this.#ask(trials, reason, force);
  }

  /** Asks again for what an earlier driver was asked to stop, and may not have. */
  resume(): void {
    const { experiment } = this.#context;
    for (const index of experiment.deployed) {
      const trial = experiment.trial(index);
      if (trial.stopRequested === undefined) continue;
      const { reason, force = false } = trial.stopRequested;
      this.#ask([trial], reason, force);
    }
  }

  /** Stops by force what was asked to stop and has not in time. */
  act(): void {
    if (this.#forceAtMs.size === 0) return;
    const { experiment, clock } = this.#context;
    const overdue = new Map<string, TrialRecord[]>();
    for (const [index, atMs] of this.#forceAtMs) {
      const trial = experiment.trial(index);
      if (isTerminal(trial.status) || trial.stopRequested === undefined) {
        this.#forceAtMs.delete(index);
      } else if (atMs <= clock.monotonic()) {
        const { reason } = trial.stopRequested;
        overdue.set(reason, [...(overdue.get(reason) ?? []), trial]);
      } else {
        this.#alarm.at(atMs);
      }
    }
    for (const [reason, trials] of overdue) this.#ask(trials, reason, true);
  }

  #ask(trials: readonly TrialRecord[], reason: string, force: boolean): void {
    if (trials.length === 0) return;
    const { clock, settings, turn } = this.#context;
    const forceAtMs = clock.monotonic() + settings.stopGraceMs;
    for (const { index } of trials) this.#forceAtMs.set(index, forceAtMs);
    this.#alarm.at(forceAtMs);
    turn.afterwards(() => this.#call(trials, reason, force));
  }

  #call(trials: readonly TrialRecord[], reason: string, force: boolean): void {
    const { runner } = this.#context;
    if (runner.stop === undefined) {
      this.#failed(trials, new Error("its runner cannot stop trials"));
    } else if (runner.stopMultiple !== undefined && trials.length > 1) {
      this.#start(trials, (signal) => runner.stopMultiple?.(trials, { reason, force, signal }));
    } else {
      for (const trial of trials) {
        this.#start([trial], (signal) => runner.stop?.(trial, { reason, force, signal }));
      }
    }
  }

  #start(
    trials: readonly TrialRecord[],
    call: (signal: AbortSignal) => Promise<unknown> | undefined,
  ): void {
    this.#context.tasks.start(async (signal) => {
      try {
        await call(signal);
      } catch (error) {
        signal.throwIfAborted();
        this.#failed(trials, error);
      }
      return undefined;
    });
  }

  #failed(trials: readonly TrialRecord[], error: unknown): void {
    for (const { index } of trials) {
      this.#context.mailbox.push({ type: "stop-failed", index, error });
    }
  }
}
