import { millisecondsNotBefore } from "./milliseconds.ts";
import type { SchedulingClock } from "./scheduling-clock.ts";

/** Keeps one appointment with a clock: the next event of a simulation. */
export class EventSchedule {
  readonly #clock: SchedulingClock;
  readonly #happen: () => void;
  #seconds = Infinity;
  #cancel: (() => void) | undefined;

  /** @param happen called when the next event is due; plans the one after by {@link EventSchedule.next} */
  constructor(clock: SchedulingClock, happen: () => void) {
    this.#clock = clock;
    this.#happen = happen;
  }

  /** The next event is at this moment; `Infinity`: there is none. */
  next(seconds: number): void {
    if (seconds === this.#seconds) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#seconds = seconds;
    if (seconds < Infinity)
      this.#cancel = this.#clock.schedule(millisecondsNotBefore(seconds), this.#due);
  }

  readonly #due = (): void => {
    this.#cancel = undefined;
    this.#seconds = Infinity;
    this.#happen();
  };
}
