import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { DriverEnd, DriverProcess } from "../drivers/driver-process.ts";
import type { Stage } from "./stage.ts";
import { patienceMs } from "./tally.ts";

/**
 * Decides what the driver that ended left to a person, and drives on, until nothing is left to one.
 *
 * @returns how the last driver ended, and how many submissions were decided
 */
export async function resolveAsPerson(
  stage: Stage,
  last: DriverEnd,
  drive: () => DriverProcess,
): Promise<{ readonly end: DriverEnd; readonly count: number }> {
  let [end, count] = [last, 0];
  while (end.exitCode === driverExitCodes.unresolved) {
    const decided = await stage.resolve();
    if (decided === 0) break;
    count += decided;
    end = await drive().endedWithin(patienceMs);
  }
  return { end, count };
}
