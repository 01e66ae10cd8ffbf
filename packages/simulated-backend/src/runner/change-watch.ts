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
  #waiting: Waiting[] = [];
  /** Those whose abort ends the waiting; one listener serves all waiting under a signal. */
  readonly #heeded = new WeakSet<AbortSignal>();
  readonly #unsubscribe: () => void;

  constructor(simulator: BackendSimulator) {
    this.#simulator = simulator;
    this.#untold = new Set(simulator.allTrials.map(({ trialIndex }) => trialIndex));
    this.#unsubscribe = simulator.onStatusChange((indices) => {
      for (const index of indices) this.#untold.add(index);
      const waiting = this.#waiting;
      if (waiting.length > 0) this.#waiting = [];
      for (const { resolve } of waiting) resolve();
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
      await (this.#isDriven() || nextChange === Infinity
        ? this.#woken(signal)
        : this.#wokenBefore(nextChange, signal));
    }
  }

  dispose(): void {
    this.#unsubscribe();
  }

  /** Whether changes come without the help of whoever waits: by a schedule, or by polls that tick. */
  #isDriven(): boolean {
    const { clock, internalClock } = this.#simulator;
    return internalClock !== undefined || isSchedulingClock(clock);
  }

  /** Lets happen what is due by now; returns when something will next, in simulated seconds. */
  #catchUp(): number {
    const next = this.#simulator.nextChangeTime();
    if (this.#simulator.internalClock !== undefined || next > this.#simulator.time) return next;
    this.#simulator.update();
    return this.#simulator.nextChangeTime();
  }

  /** Resolves at the next change of any trial, or at this simulated moment; rejects when aborted. */
  async #wokenBefore(seconds: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock } = this.#simulator;
    const controller = new AbortController();
    const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    const delayMs = millisecondsNotBefore(seconds) - clock.now();
    try {
      await Promise.race([clock.sleep(delayMs, { signal: either }), this.#woken(either)]);
    } finally {
      controller.abort();
    }
  }

  /** Resolves at the next change of any trial; rejects when aborted. */
  #woken(signal: AbortSignal | undefined): Promise<void> {
    if (signal !== undefined && !this.#heeded.has(signal)) this.#heed(signal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signal, resolve, reject });
    });
  }

  #heed(signal: AbortSignal): void {
    this.#heeded.add(signal);
    const abort = (): void => {
      const aborted = this.#waiting.filter((waiting) => waiting.signal === signal);
      this.#waiting = this.#waiting.filter((waiting) => waiting.signal !== signal);
      for (const { reject } of aborted) reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
  }
}

type Waiting = {
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
};
