import type { Clock } from "../clock/clock.ts";
import { systemClock } from "../clock/system-clock.ts";

/** A clock that shows whether somebody slept on it: for the conformance suite. */
export class SpyClock implements Clock {
  readonly #clock: Clock;
  readonly #watching = new Set<{ sleeps: number }>();

  /** @param clock where the time comes from; default the system's */
  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Whether somebody could move this time: it is not that of the system. */
  get movable(): boolean {
    return this.#clock !== systemClock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  async sleep(ms: number, options?: Parameters<Clock["sleep"]>[1]): Promise<void> {
    const since = [...this.#watching];
    await this.#clock.sleep(ms, options);
    for (const watch of since) watch.sleeps += 1;
  }

  /**
   * Makes the call, and counts the sleeps that both began and ended during it. A time limit that
   * was still running, or was called off, is no sleep.
   */
  async watch<T>(call: () => Promise<T>): Promise<{ readonly value: T; readonly sleeps: number }> {
    const watch = { sleeps: 0 };
    this.#watching.add(watch);
    try {
      const value = await call();
      return { value, sleeps: watch.sleeps };
    } finally {
      this.#watching.delete(watch);
    }
  }
}
