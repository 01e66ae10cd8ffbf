import type { Clock } from "@runners/core";
import type { Tasks } from "./tasks.ts";

/** Wakes the loop at the earliest of the times it is asked to. */
export class Alarm {
  readonly #clock: Clock;
  readonly #tasks: Tasks;
  #nextMs = Infinity;

  constructor(clock: Clock, tasks: Tasks) {
    this.#clock = clock;
    this.#tasks = tasks;
  }

  /** Wakes the loop at `atMs` on the monotonic scale, or at once if that has passed. */
  at(atMs: number): void {
    // Sums of floating-point times differ in their last digits.
    if (atMs >= this.#nextMs - 1) return;
    this.#nextMs = atMs;
    this.#tasks.start(async (signal) => {
      await this.#clock.sleep(atMs - this.#clock.monotonic(), { signal });
      if (this.#nextMs === atMs) this.#nextMs = Infinity;
      return { type: "alarm" };
    });
  }
}
