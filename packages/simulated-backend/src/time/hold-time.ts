import type { Clock } from "@runners/core";

/** Lets virtual time stand still until the work has settled; other clocks go on. */
export function holdTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  return canHold(clock) ? clock.hold(work) : work;
}

/** A clock that can be held, such as the `VirtualClock` of `@runners/core`. */
interface HoldableClock extends Clock {
  hold<T>(work: PromiseLike<T>): Promise<T>;
}

/** Told by its member, not its class: two copies of `@runners/core` may be installed at once. */
function canHold(clock: Clock): clock is HoldableClock {
  return typeof Reflect.get(clock, "hold") === "function";
}
