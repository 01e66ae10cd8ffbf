import type { CallOptions } from "@runners/core";
import type { BackendSimulator } from "../backend-simulator.ts";
import { millisecondsNotBefore } from "../time/milliseconds.ts";
import { isSchedulingClock } from "../time/scheduling-clock.ts";
import { AskedTrials } from "./asked-trials.ts";

/** Knows which trials have changed since they were last told of, and lets others wait for more. */
export class ChangeWatch {
  readonly #simulator: BackendSimulator;
  /** Trials whose status has changed since they were told of, or that never were. */
  readonly #untold: Set<number>;
  readonly #waiting = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(simulator: BackendSimulator) {
    this.#simulator = simulator;
    this.#untold = new Set(simulator.allTrials.map(({ trialIndex }) => trialIndex));
    this.#unsubscribe = simulator.onStatusChange((indices) => {
      for (const index of indices) this.#untold.add(index);
      for (const wake of this.#waiting) wake();
    });
  }

  /** Somebody has been told the trial's status. */
  tell(trialIndex: number): void {
    this.#untold.delete(trialIndex);
  }

  /** Resolves with those of the trials that there is something to tell of, once there is. */
  async next(
    trials: Iterable<{ readonly index: number }>,
    { signal }: CallOptions,
  ): Promise<ReadonlySet<number>> {
    const asked = new AskedTrials(trials);
    for (;;) {
      signal?.throwIfAborted();
      const nextChange = this.#catchUp();
      const changed = asked.among(this.#untold);
      if (changed.size > 0) return changed;
      await this.#change(nextChange, signal);
    }
  }

  dispose(): void {
    this.#unsubscribe();
  }

  /** Lets happen what is due by now; returns when something will next, in simulated seconds. */
  #catchUp(): number {
    const next = this.#simulator.nextChangeTime();
    if (this.#simulator.internalClock !== undefined || next > this.#simulator.time) return next;
    this.#simulator.update();
    return this.#simulator.nextChangeTime();
  }

  /** Resolves at the next change of any trial, or when one is due; rejects when aborted. */
  async #change(nextChange: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock, internalClock } = this.#simulator;
    // On a clock with a schedule the simulator makes it happen; on one that ticks, somebody who polls.
    if (nextChange === Infinity || internalClock !== undefined || isSchedulingClock(clock)) {
      await this.#woken(signal);
      return;
    }
    const controller = new AbortController();
    const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    const delayMs = millisecondsNotBefore(nextChange) - clock.now();
    try {
      await Promise.race([clock.sleep(delayMs, { signal: either }), this.#woken(either)]);
    } finally {
      controller.abort();
    }
  }

  #woken(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        signal?.removeEventListener("abort", abort);
        this.#waiting.delete(wake);
        resolve();
      };
      const abort = (): void => {
        this.#waiting.delete(wake);
        reject(signal?.reason as Error);
      };
      this.#waiting.add(wake);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}
