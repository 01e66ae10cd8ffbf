import { RunnerError, type Clock } from "@runners/core";

/**
 * Lets calls take so long and no longer: one that takes longer is aborted, and not waited for.
 *
 * One alarm serves all calls, and one listener all that a signal can abort: a busy loop makes tens of
 * thousands of calls a second, and one of each for every call would cost more than the call.
 */
export class TimeLimit {
  readonly #clock: Clock;
  readonly limitMs: number;
  readonly #over: AbortSignal;
  /** The oldest first, which is the first whose time is up. */
  readonly #calls = new Set<Call>();
  readonly #heeded = new WeakSet<AbortSignal>();
  #isWatching = false;

  /** @param over aborted once no more calls are made, so that no alarm is left behind */
  constructor(clock: Clock, limitMs: number, over: AbortSignal) {
    this.#clock = clock;
    this.limitMs = limitMs;
    this.#over = over;
  }

  /**
   * What a call answers, if it does in time.
   * @throws {RunnerError} `TIMEOUT`, or what the call throws, or the signal's reason
   */
  within<T>(call: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (signal !== undefined && !this.#heeded.has(signal)) this.#heed(signal);
      const aborting = new AbortController();
      const untilMs = this.#clock.monotonic() + this.limitMs;
      const pending: Call = { aborting, untilMs, signal, reject };
      const answered = (answer: T): void => {
        this.#calls.delete(pending);
        resolve(answer);
      };
      const fail = (error: unknown): void => {
        this.#calls.delete(pending);
        reject(error);
      };
      this.#calls.add(pending);
      if (!this.#isWatching) void this.#watch();
      try {
        call(aborting.signal).then(answered, fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  /** Goes on until no call is left to wait for. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    try {
      // Those that have been answered are in the set no more when their turn comes.
      for (const call of this.#calls) {
        const leftMs = call.untilMs - this.#clock.monotonic();
        if (leftMs > 0) await this.#clock.sleep(leftMs, { signal: this.#over });
        this.#giveUp(
          call,
          () => new RunnerError("TIMEOUT", `no answer came within ${this.limitMs} ms`),
        );
      }
    } catch (error) {
      if (!this.#over.aborted) throw error;
    } finally {
      this.#isWatching = false;
    }
  }

  #heed(signal: AbortSignal): void {
    this.#heeded.add(signal);
    const abort = (): void => {
      for (const call of this.#calls) {
        if (call.signal === signal) this.#giveUp(call, () => signal.reason as Error);
      }
    };
    signal.addEventListener("abort", abort, { once: true });
  }

  #giveUp(call: Call, reason: () => Error): void {
    if (!this.#calls.delete(call)) return;
    const error = reason();
    call.aborting.abort(error);
    call.reject(error);
  }
}

type Call = {
  readonly aborting: AbortController;
  readonly untilMs: number;
  readonly signal: AbortSignal | undefined;
  readonly reject: (error: Error) => void;
};
