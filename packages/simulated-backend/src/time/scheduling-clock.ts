import type { Clock } from "@runners/core";

/** A clock that can be told what is due when, such as the `VirtualClock` of `@runners/core`. */
export interface SchedulingClock extends Clock {
  /** Calls back when time reaches `atMs` on the scale of `now`; returns what takes it back. */
  schedule(atMs: number, callback: () => void): () => void;
}

/** Told by its member, not its class: two copies of `@runners/core` may be installed at once. */
export function isSchedulingClock(clock: Clock): clock is SchedulingClock {
  return typeof Reflect.get(clock, "schedule") === "function";
}
