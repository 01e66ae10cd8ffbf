import type { CallOptions } from "@runners/core";
import type { BackendSimulator } from "../backend-simulator.ts";
import { millisecondsNotBefore } from "../time/milliseconds.ts";
import { isSchedulingClock } from "../time/scheduling-clock.ts";
import { AskedTrials } from "./asked-trials.ts";

/** Knows which trials have changed since they were last told of, and lets others wait for more. */
export class ChangeWatch {
  readonly #simulator: BackendSimulator;
  readonly #isScheduled: boolean;
  /** Trials whose status has changed since they were told of, or that never were. */
  #untold: Set<number>;
  #waiting: Waiting[] = [];
  #isAnswering = false;
  /** Those whose abort ends the waiting; one listener serves all waiting under a signal. */
  readonly #heeded = new WeakSet<AbortSignal>();
  readonly #unsubscribe: () => void;

  constructor(simulator: BackendSimulator) {
    this.#simulator = simulator;
    this.#isScheduled = isSchedulingClock(simulator.clock);
    this.#untold = new Set(simulator.allTrials.map(({ trialIndex }) => trialIndex));
    this.#unsubscribe = simulator.onStatusChange((indices) => {
      for (const index of indices) this.#untold.add(index);
      if (this.#waiting.length === 0 || this.#isAnswering) return;
      this.#isAnswering = true;
      // Once for all that changes in this turn; and what those who wait have given is not run in here.
      void settled.then(this.#answer);
    });
  }

  /** Somebody has been told the trial's status. */
  tell(trialIndex: number): void {
    // Begun anew, for what a set has held it holds on to: each of its tables refers to the next.
    if (this.#untold.delete(trialIndex) && this.#untold.size === 0) this.#untold = new Set();
  }

  /** Resolves with those of the trials that there is something to tell of, once there is. */
  next(
    trials: Iterable<{ readonly index: number }>,
    { signal }: CallOptions,
  ): Promise<ReadonlySet<number>> {
    const asked = new AskedTrials(trials);
    if (!this.#isScheduled) return this.#driveUntil(asked, signal);
    // Not an async function, which would pass each change on through three promises more.
    try {
      signal?.throwIfAborted();
      const changed = asked.among(this.#untold);
      return changed.size > 0 ? Promise.resolve(changed) : this.#changeOf(asked, signal);
    } catch (error) {
      return Promise.reject(error);
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

  /** As `next`, where nobody else lets happen what is due, unless polls tick. */
  async #driveUntil(
    asked: AskedTrials,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlySet<number>> {
    for (;;) {
      signal?.throwIfAborted();
      const nextChange = this.#catchUp();
      const changed = asked.among(this.#untold);
      if (changed.size > 0) return changed;
      const isTicking = this.#simulator.internalClock !== undefined;
      await (isTicking || nextChange === Infinity
        ? this.#changeOf("any", signal)
        : this.#changeBefore(nextChange, signal));
    }
  }

  /** Resolves at the next change of any trial, or at this simulated moment; rejects when aborted. */
  async #changeBefore(seconds: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock } = this.#simulator;
    const controller = new AbortController();
    const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    const delayMs = millisecondsNotBefore(seconds) - clock.now();
    try {
      await Promise.race([clock.sleep(delayMs, { signal: either }), this.#changeOf("any", either)]);
    } finally {
      controller.abort();
    }
  }

  /** Resolves after the next change, with those of them that have changed; rejects when aborted. */
  #changeOf(
    asked: AskedTrials | "any",
    signal: AbortSignal | undefined,
  ): Promise<ReadonlySet<number>> {
    if (signal !== undefined && !this.#heeded.has(signal)) this.#heed(signal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, signal, resolve, reject });
    });
  }

  /** Answers those who wait for what has changed. */
  readonly #answer = (): void => {
    this.#isAnswering = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) {
      const { asked, signal, resolve, reject } = each;
      try {
        const changed = asked === "any" ? nothing : asked.among(this.#untold);
        signal?.throwIfAborted();
        if (asked === "any" || changed.size > 0) resolve(changed);
        else this.#waiting.push(each);
      } catch (error) {
        reject(error);
      }
    }
  };

  #heed(signal: AbortSignal): void {
    this.#heeded.add(signal);
    const abort = (): void => {
      const aborted = this.#waiting.filter((waiting) => waiting.signal === signal);
      this.#waiting = this.#waiting.filter((waiting) => waiting.signal !== signal);
      for (const { reject } of aborted) reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
  }
}

type Waiting = {
  readonly asked: AskedTrials | "any";
  readonly signal: AbortSignal | undefined;
  readonly resolve: (changed: ReadonlySet<number>) => void;
  readonly reject: (reason: unknown) => void;
};

const settled = Promise.resolve();
const nothing: ReadonlySet<number> = new Set();
