import type { Clock } from "@runners/core";

/** Wall time that moves on by a step each time it is read, as in the traces. */
export class SteppingClock implements Clock {
  seconds: number;
  reads = 0;
  readonly #step: number;
  #looking = false;

  constructor(seconds: number, step: number) {
    this.seconds = seconds;
    this.#step = step;
  }

  now(): number {
    const { seconds } = this;
    if (!this.#looking) {
      this.seconds += this.#step;
      this.reads += 1;
    }
    return seconds * 1000;
  }

  monotonic(): number {
    return this.now();
  }

  sleep(): Promise<void> {
    return Promise.reject(new Error("nothing sleeps here"));
  }

  /** Looks without moving time. */
  undisturbed<T>(look: () => T): T {
    this.#looking = true;
    try {
      return look();
    } finally {
      this.#looking = false;
    }
  }
}
