import { systemClock } from "@runners/core";
import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { DriverEnd } from "../drivers/driver-process.ts";
import type { Stage } from "./stage.ts";
import { addFaults, noFaults, type Faults } from "./verdict.ts";

const patienceMs = 120_000;
/** A refusal that names the process, the host and two ages of who has the experiment. */
const namesOwner = /process \d+ on \S+ \(driving since .+ ago, last seen .+ ago\)/;

export type RaceCounts = {
  readonly races: number;
  /** Drivers that were stopped between an intent and its submission. */
  readonly stopped: number;
  /** Of those, the ones that lost the experiment meanwhile. */
  readonly overtaken: number;
  /** Drivers that were refused. */
  readonly refused: number;
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
  let [stopped, overtaken, refused] = [0, 0, 0];
  let faults: Faults = noFaults;
  const words: string[] = [];
  for (let race = 0; race < races; race += 1) {
    const stage = await makeStage(race);
    const { storePath, trials } = stage;
    const say = (word: string): void => void words.push(`${storePath}: ${word}`);
    const stopAfterIntents = 1 + Math.floor(random() * (trials / 2));
    const first = stage.drive({ host: `first-${race}`, stopAfterIntents });
    await first.said("stopping");
    await first.stopped();
    stopped += 1;
    const second = stage.drive({ host: `second-${race}` });
    const when = random();
    if (when < 0.3) await systemClock.sleep(random() * 2_000);
    else if (when < 0.7) await second.said("driving");
    if (when >= 0.3 && when < 0.7) await systemClock.sleep(random() * 1_500);
    if (when >= 0.7) await second.ended;
    first.signal("SIGCONT");
    await stage.heal();
    const ends = await Promise.all([first.endedWithin(patienceMs), second.endedWithin(patienceMs)]);
    if (ends[0].exitCode === driverExitCodes.notOwner) overtaken += 1;
    for (const end of ends) {
      if (end.exitCode !== driverExitCodes.notOwner) continue;
      refused += 1;
      // Once the owner has ended, there is nobody to be named.
      if (!namesOwner.test(end.stderr) && !end.stderr.includes("nobody does now")) {
        say(`the refusal names no owner: ${end.stderr}`);
      }
    }
    if (!ends.some(isDone)) say(`no driver ended it: ${JSON.stringify(ends)}`);
    if (ends.every(isDone)) say("both drivers say that they ended it");
    if (!ends.every((end) => isDone(end) || end.exitCode === driverExitCodes.notOwner)) {
      say(`a driver failed: ${JSON.stringify(ends)}`);
    }
    const verdict = await stage.judge();
    faults = addFaults(faults, verdict);
    for (const word of verdict.words) say(word);
  }
  return { races, stopped, overtaken, refused, faults, words };
}

function isDone({ exitCode }: DriverEnd): boolean {
  return exitCode === driverExitCodes.done;
}
