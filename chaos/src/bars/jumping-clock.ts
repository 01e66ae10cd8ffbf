import type { Clock } from "@runners/core";

/** A clock whose wall time jumps when it is told to; its monotonic time does not. */
export class JumpingClock implements Clock {
  readonly #clock: Clock;
  #offsetMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the wall time on, or back. */
  jump(byMs: number): void {
    this.#offsetMs += byMs;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  sleep(ms: number, options?: Parameters<Clock["sleep"]>[1]): Promise<void> {
    return this.#clock.sleep(ms, options);
  }
}
