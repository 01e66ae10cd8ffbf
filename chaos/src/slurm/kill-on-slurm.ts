import type { DieAt } from "../drivers/dying-at.ts";
import { driverExitCodes } from "../drivers/driver-plan.ts";
import type { KillCounts } from "../harness/kill-drivers.ts";
import type { Stage } from "../harness/stage.ts";
import { patienceMs, Tally } from "../harness/tally.ts";

const phases = ["before", "during", "after"] as const;
/** A submission takes about a tenth of it, and the start of a session twice that. */
const longestCallMs = 900;

/**
 * Starts drivers one after another, each of which dies of its first submission: before the call,
 * while it is under way, and with its answer, in turn. A last one ends each experiment.
 */
export async function killOnSlurm(
  makeStage: (index: number) => Stage,
  kills: number,
  random: () => number,
): Promise<KillCounts> {
  let [killed, experiments, trials, resolved] = [0, 0, 0, 0];
  const tally = new Tally();
  while (killed < kills) {
    const stage = makeStage(experiments);
    experiments += 1;
    trials += stage.trials;
    let over = false;
    while (killed < kills && !over) {
      const phase = phases[killed % phases.length] ?? "before";
      const dieAt: DieAt = { phase, delayMs: Math.floor(random() * longestCallMs) };
      const end = await stage.drive({ dieAt }).ended;
      if (end.signal === "SIGKILL") killed += 1;
      else over = true;
      over ||= await stage.isOver();
    }
    let end = await stage.drive().endedWithin(patienceMs);
    while (end.exitCode === driverExitCodes.unresolved) {
      const count = await stage.resolve();
      if (count === 0) break;
      resolved += count;
      end = await stage.drive().endedWithin(patienceMs);
    }
    if (end.exitCode !== driverExitCodes.done) {
      tally.say(stage, `the last driver ended with ${end.exitCode}: ${end.stdout}${end.stderr}`);
    }
    await tally.judge(stage);
  }
  const { faults, words } = tally;
  return { kills: killed, experiments, trials, resolved, faults, words };
}
