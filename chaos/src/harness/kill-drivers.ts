import { systemClock } from "@runners/core";
import { driverExitCodes } from "../drivers/driver-plan.ts";
import { resolveAsPerson } from "./resolve-as-person.ts";
import type { Stage } from "./stage.ts";
import { patienceMs, Tally } from "./tally.ts";
import type { Faults } from "./verdict.ts";

/** A killed driver lives for at most so long, after it has begun to drive. */
const longestLifeMs = 1_200;
/** Share of the drivers that are killed while they start. */
const killedAtStart = 0.15;
const longestStartMs = 400;

export type KillCounts = {
  readonly kills: number;
  readonly experiments: number;
  readonly trials: number;
  /** Submissions that were left to a person: lost on their way twice. */
  readonly resolved: number;
  readonly faults: Faults;
  readonly words: readonly string[];
};

/**
 * Starts drivers of experiments, one after another, kills each at a random instant, lets a last one
 * end the experiment, and judges that.
 *
 * @param makeStage a new experiment; called whenever one has ended
 */
export async function killDrivers(
  makeStage: (index: number) => Promise<Stage>,
  kills: number,
  random: () => number,
): Promise<KillCounts> {
  let [killed, experiments, trials, resolved] = [0, 0, 0, 0];
  const tally = new Tally();
  while (killed < kills) {
    const stage = await makeStage(experiments);
    experiments += 1;
    trials += stage.trials;
    let ended = false;
    const killsHere = Math.min(kills - killed, 4 + Math.floor(random() * 5));
    for (let i = 0; i < killsHere && !ended; i += 1) {
      const signal = await killOne(stage, random);
      if (signal === "SIGKILL") killed += 1;
      ended = await stage.isOver();
    }
    await stage.heal();
    if (!ended) {
      const last = await stage.drive().endedWithin(patienceMs);
      const { end, count } = await resolveAsPerson(stage, last, () => stage.drive());
      resolved += count;
      if (end.exitCode !== driverExitCodes.done) {
        const said = `${end.stdout}${end.stderr}`;
        tally.say(stage, `the last driver ended with ${end.exitCode}: ${said}`);
      }
    }
    await tally.judge(stage);
  }
  const { faults, words } = tally;
  return { kills: killed, experiments, trials, resolved, faults, words };
}

/** Kills one driver at a random instant; returns what ended it. */
async function killOne(stage: Stage, random: () => number): Promise<NodeJS.Signals | null> {
  const driver = stage.drive();
  const early = random() < killedAtStart;
  const lifeMs = random() * (early ? longestStartMs : longestLifeMs);
  if (!early) await driver.said(stage.readyWord);
  await Promise.race([systemClock.sleep(lifeMs), driver.ended]);
  driver.signal("SIGKILL");
  const end = await driver.ended;
  if (end.signal === "SIGKILL") return end.signal;
  const { done, unresolved } = driverExitCodes;
  if (end.exitCode === done || end.exitCode === unresolved) return end.signal;
  throw new Error(`A driver ended with ${end.exitCode}: ${end.stdout}${end.stderr}`);
}
