import type { Clock } from "@runners/core";

/** The time of a simulator in seconds: Ax's tick clock while it is set, else that of `clock`. */
export class SimulatedTime {
  readonly #clock: Clock;
  #isTicking = false;
  #seconds = Number.NaN;
  /** What the clock said when it was last converted: mostly it says the same again. */
  #clockMs = Number.NaN;

  constructor(clock: Clock, internalClock: number | undefined) {
    this.#clock = clock;
    this.internalClock = internalClock;
  }

  /** Seconds on the tick clock. 0 counts as set. */
  get internalClock(): number | undefined {
    return this.#isTicking ? this.#seconds : undefined;
  }

  set internalClock(seconds: number | undefined) {
    // Python's None, as null, is not a time either.
    this.#isTicking = typeof seconds === "number";
    this.#seconds = seconds ?? Number.NaN;
    this.#clockMs = Number.NaN;
  }

  read(): number {
    if (!this.#isTicking) this.#follow();
    return this.#seconds;
  }

  /** Moves the tick clock on by 1, if it is in use. */
  tick(): void {
    if (this.#isTicking) this.#seconds += 1;
  }

  #follow(): void {
    const ms = this.#clock.now();
    if (ms === this.#clockMs) return;
    this.#clockMs = ms;
    this.#seconds = ms / 1000;
  }
}
