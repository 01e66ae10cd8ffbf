import type { Clock } from "./clock.ts";
import { TimerHeap, type Timer } from "./timer-heap.ts";

/**
 * A clock for tests and simulations: time jumps to the next thing that somebody waits for.
 *
 * It moves once all promises that can settle have settled, and only while nothing is held. It sees
 * nothing else of the event loop, no real input or output, timers or immediates: whoever waits for
 * such while others sleep on this clock wraps it in {@link VirtualClock.hold}, or time runs ahead.
 *
 * Equal programs see equal times: what is due at one instant happens in the order it was asked for.
 */
export class VirtualClock implements Clock {
  readonly #startMs: number;
  readonly #auto: boolean;
  readonly #timers = new TimerHeap();
  #nowMs: number;
  #held = 0;
  readonly #waiting: (() => void)[] = [];
  #stepping = false;

  /**
   * @param options.startMs wall time at which it starts, in milliseconds since the epoch; default 0
   * @param options.auto whether time moves by itself (default), or only by {@link VirtualClock.advance}
   */
  constructor(options: { readonly startMs?: number; readonly auto?: boolean } = {}) {
    this.#startMs = options.startMs ?? 0;
    this.#nowMs = this.#startMs;
    this.#auto = options.auto ?? true;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs - this.#startMs;
  }

  sleep(ms: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const cancel = this.schedule(this.#nowMs + ms, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
      const abort = (): void => {
        cancel();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /**
   * Calls `callback` when time reaches `atMs` (on the scale of {@link VirtualClock.now}), or as soon
   * as possible if that has passed. Returns a function that takes it back.
   */
  schedule(atMs: number, callback: () => void): () => void {
    // Not a number is not ahead either.
    const timer = this.#timers.add(atMs > this.#nowMs ? atMs : this.#nowMs, callback);
    this.#wake();
    return () => this.#timers.cancel(timer);
  }

  /** Time stands still until `work` has settled. Resolves or rejects as `work` does. */
  async hold<T>(work: PromiseLike<T>): Promise<T> {
    this.#held += 1;
    try {
      return await work;
    } finally {
      this.#held -= 1;
      this.#wake();
      if (this.#held === 0) for (const released of this.#waiting.splice(0)) released();
    }
  }

  /**
   * Moves time on by `ms`, through everything that is due on the way, and resolves then. Waits while
   * something is held. For clocks with `auto: false`.
   */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      await this.#settled();
      const timer = this.#timers.peek();
      if (timer === undefined || timer.atMs > untilMs) break;
      this.#fire(timer);
    }
    // Somebody else may have moved it further meanwhile; it never goes back.
    if (untilMs > this.#nowMs) this.#nowMs = untilMs;
  }

  /** Resolves once nothing is held, and every promise that can settle without that has settled. */
  async #settled(): Promise<void> {
    do {
      if (this.#held > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    } while (this.#held > 0);
  }

  #wake(): void {
    if (!this.#auto || this.#stepping || this.#held > 0) return;
    this.#stepping = true;
    // A turn of the event loop costs more than a step. Between two immediates of one turn, too,
    // every promise settles that can.
    for (let step = 1; step < stepsPerTurn; step += 1) setImmediate(this.#step);
    setImmediate(() => {
      this.#stepping = false;
      if (this.#step()) this.#wake();
    });
  }

  /** Moves to the next thing that somebody waits for; whether there was one. */
  readonly #step = (): boolean => {
    if (this.#held > 0) return false;
    const timer = this.#timers.peek();
    if (timer === undefined || timer.atMs === Infinity) return false;
    this.#fire(timer);
    return true;
  };

  #fire(timer: Timer): void {
    this.#timers.pop();
    this.#nowMs = timer.atMs;
    timer.callback();
  }
}

/** Few enough that other work of the event loop gets its turn soon. */
const stepsPerTurn = 16;
