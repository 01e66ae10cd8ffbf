import type { Clock } from "@runners/core";
import type { Tasks } from "./tasks.ts";

/**
 * Wakes the loop at the earliest of the times it is asked to. Each step of the loop asks for whatever
 * it then waits for, so that a later time need not be kept for it.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #tasks: Tasks;
  /** When it will wake the loop; the earliest, which was asked for last, is at the end. */
  readonly #wakesMs: number[] = [];

  constructor(clock: Clock, tasks: Tasks) {
    this.#clock = clock;
    this.#tasks = tasks;
  }

  /** Wakes the loop at `atMs` on the monotonic scale, or at once if that has passed. */
  at(atMs: number): void {
    // Sums of floating-point times differ in their last digits.
    if (atMs >= (this.#wakesMs.at(-1) ?? Infinity) - 1) return;
    this.#wakesMs.push(atMs);
    this.#tasks.start(async (signal) => {
      await this.#clock.sleep(atMs - this.#clock.monotonic(), { signal });
      this.#wakesMs.splice(this.#wakesMs.indexOf(atMs), 1);
      return { type: "alarm" };
    });
  }
}
