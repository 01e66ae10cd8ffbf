import type { DriverEnd } from "../drivers/driver-process.ts";
import type { Stage } from "./stage.ts";
import { addFaults, noFaults, type Faults } from "./verdict.ts";

/** A refusal that names the process, the host and two ages of who has the experiment. */
const namesOwner = /process \d+ on \S+ \(driving since .+ ago, last seen .+ ago\)/;

/** Milliseconds that a driver which nothing disturbs has to end an experiment. */
export const patienceMs = 120_000;

/** What was found wrong with the experiments of one part of a run. */
export class Tally {
  #faults: Faults = noFaults;
  readonly #words: string[] = [];

  get faults(): Faults {
    return this.#faults;
  }

  get words(): readonly string[] {
    return this.#words;
  }

  say({ storePath }: Stage, word: string): void {
    this.#words.push(`${storePath}: ${word}`);
  }

  /** Judges an experiment that has ended. */
  async judge(stage: Stage): Promise<void> {
    const verdict = await stage.judge();
    this.#faults = addFaults(this.#faults, verdict);
    for (const word of verdict.words) this.say(stage, word);
  }

  /**
   * Looks at what a driver said that was refused.
   * @param mayBeNobody whether the owner may have ended by then, so that there is nobody to be named
   */
  checkRefusal(stage: Stage, { stderr }: DriverEnd, mayBeNobody: boolean): void {
    if (namesOwner.test(stderr) || (mayBeNobody && stderr.includes("nobody owns it now"))) return;
    this.say(stage, `the refusal names no owner: ${stderr}`);
  }
}
