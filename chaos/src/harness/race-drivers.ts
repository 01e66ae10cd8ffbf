import { systemClock } from "@runners/core";
import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { DriverEnd } from "../drivers/driver-process.ts";
import { resolveAsPerson } from "./resolve-as-person.ts";
import type { Stage } from "./stage.ts";
import { patienceMs, Tally } from "./tally.ts";
import type { Faults } from "./verdict.ts";

export type RaceCounts = {
  readonly races: number;
  /** Drivers that were stopped between an intent and its submission. */
  readonly stopped: number;
  /** Of those, the ones that lost the experiment meanwhile. */
  readonly overtaken: number;
  /** Drivers that were refused. */
  readonly refused: number;
  /** Submissions that were left to a person: lost on their way twice. */
  readonly resolved: number;
  readonly faults: Faults;
  readonly words: readonly string[];
};

/**
 * Lets two drivers race for each of some experiments, on hosts that cannot see each other's
 * processes. One stops itself between an intent and its submission (SIGSTOP), and is woken later
 * (SIGCONT): before the other takes over, while that settles the submission, or when all is over.
 */
export async function raceDrivers(
  makeStage: (index: number) => Promise<Stage>,
  races: number,
  random: () => number,
): Promise<RaceCounts> {
  let [stopped, overtaken, refused, resolved] = [0, 0, 0, 0];
  const tally = new Tally();
  for (let race = 0; race < races; race += 1) {
    const stage = await makeStage(race);
    const stopAfterIntents = 1 + Math.floor(random() * (stage.trials / 2));
    const first = stage.drive({ host: `first-${race}`, stopAfterIntents });
    await first.said("stopping");
    await first.stopped();
    stopped += 1;
    const second = stage.drive({ host: `second-${race}` });
    // One that came only after the end would begin the experiment anew.
    await second.said("watching");
    const when = random();
    if (when < 0.3) await systemClock.sleep(random() * 2_000);
    else if (when < 0.7) await second.said("driving");
    if (when >= 0.3 && when < 0.7) await systemClock.sleep(random() * 1_500);
    if (when >= 0.7) await second.ended;
    first.signal("SIGCONT");
    await stage.heal();
    const both = await Promise.all([first.endedWithin(patienceMs), second.endedWithin(patienceMs)]);
    const ends: DriverEnd[] = [];
    for (const last of both) {
      const after = { host: `after-${race}` };
      const { end, count } = await resolveAsPerson(stage, last, () => stage.drive(after));
      ends.push(end);
      resolved += count;
    }
    if (both[0].exitCode === driverExitCodes.notOwner) overtaken += 1;
    for (const end of ends) {
      if (end.exitCode !== driverExitCodes.notOwner) continue;
      refused += 1;
      tally.checkRefusal(stage, end, true);
    }
    if (!ends.some(isDone)) tally.say(stage, `no driver ended it: ${JSON.stringify(ends)}`);
    if (ends.every(isDone)) tally.say(stage, "both drivers say that they ended it");
    if (!ends.every((end) => isDone(end) || end.exitCode === driverExitCodes.notOwner)) {
      tally.say(stage, `a driver failed: ${JSON.stringify(ends)}`);
    }
    await tally.judge(stage);
  }
  const { faults, words } = tally;
  return { races, stopped, overtaken, refused, resolved, faults, words };
}

function isDone({ exitCode }: DriverEnd): boolean {
  return exitCode === driverExitCodes.done;
}
