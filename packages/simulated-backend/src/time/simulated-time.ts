import type { Clock } from "@runners/core";

/** The time of a simulator in seconds: Ax's tick clock while it is set, else that of `clock`. */
export class SimulatedTime {
  /** Seconds on the tick clock. 0 counts as set. */
  internalClock: number | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock, internalClock: number | undefined) {
    this.#clock = clock;
    this.internalClock = internalClock;
  }

  read(): number {
    return this.internalClock ?? this.#clock.now() / 1000;
  }

  /** Moves the tick clock on by 1, if it is in use. */
  tick(): void {
    if (typeof this.internalClock === "number") this.internalClock += 1;
  }
}
