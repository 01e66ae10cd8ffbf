import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { Stage } from "./stage.ts";
import { patienceMs, Tally } from "./tally.ts";
import type { Faults } from "./verdict.ts";

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
  const tally = new Tally();
  for (let race = 0; race < races; race += 1) {
    const stage = await makeStage(race);
    await stage.heal();
    const drivers = [stage.drive(), stage.drive()];
    const ends = await Promise.all(drivers.map((driver) => driver.endedWithin(patienceMs)));
    const loser = ends.find(({ exitCode }) => exitCode === driverExitCodes.notOwner);
    if (loser === undefined || !ends.some(({ exitCode }) => exitCode === driverExitCodes.done)) {
      tally.say(stage, `not one owner and one refusal: ${JSON.stringify(ends)}`);
    } else {
      tally.checkRefusal(stage, loser, false);
      refused += 1;
    }
    await tally.judge(stage);
  }
  return { refused, faults: tally.faults, words: tally.words };
}
