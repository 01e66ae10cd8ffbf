import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { Stage } from "./stage.ts";
import { addFaults, noFaults, type Faults } from "./verdict.ts";

const patienceMs = 120_000;
const namesOwner = /process \d+ on \S+ \(driving since .+ ago, last seen .+ ago\)/;

/** Starts two drivers of one experiment on one host at once: one drives, the other is refused. */
export async function startTogether(
  makeStage: (index: number) => Promise<Stage>,
  races: number,
): Promise<{
  readonly refused: number;
  readonly faults: Faults;
  readonly words: readonly string[];
}> {
  let refused = 0;
  let faults: Faults = noFaults;
  const words: string[] = [];
  for (let race = 0; race < races; race += 1) {
    const stage = await makeStage(race);
    await stage.heal();
    const drivers = [stage.drive(), stage.drive()];
    const ends = await Promise.all(drivers.map((driver) => driver.endedWithin(patienceMs)));
    const loser = ends.find(({ exitCode }) => exitCode === driverExitCodes.notOwner);
    if (loser === undefined || !ends.some(({ exitCode }) => exitCode === driverExitCodes.done)) {
      words.push(`${stage.storePath}: not one owner and one refusal: ${JSON.stringify(ends)}`);
    } else if (!namesOwner.test(loser.stderr)) {
      words.push(`${stage.storePath}: the refusal names no owner: ${loser.stderr}`);
    } else {
      refused += 1;
    }
    const verdict = await stage.judge();
    faults = addFaults(faults, verdict);
    words.push(...verdict.words);
  }
  return { refused, faults, words };
}
