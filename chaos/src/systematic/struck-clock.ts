import type { Clock } from "@runners/core";
import type { Striker } from "./striker.ts";

/** The same clock, which wakes nobody any more once the driver that waits by it is gone. */
export function struckClock(clock: Clock, striker: Striker): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    async sleep(ms, options) {
      await striker.alive();
      await clock.sleep(ms, options);
      await striker.alive();
    },
  };
}
