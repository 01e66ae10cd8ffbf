import { join } from "node:path";
import { isSubmissionKey, RunnerError } from "@runners/core";
import { namesIn } from "../names-in.ts";
import type { Machine } from "../processes/this-machine.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { inspectAttempts } from "./inspect-attempts.ts";
import { markEnded } from "./mark-ended.ts";
import { readClaim } from "./read-claim.ts";

/** How many trials may run at a time: those of every driver of the directory count. */
export class Slots {
  readonly #directory: string;
  readonly #most: number;
  readonly #machine: () => Promise<Machine>;
  /** Those being started through this object, which may not be live yet. */
  readonly #starting = new Set<string>();
  #lastReservation: Promise<unknown> = Promise.resolve();

  constructor(directory: string, most: number, machine: () => Promise<Machine>) {
    this.#directory = directory;
    this.#most = most;
    this.#machine = machine;
  }

  isStarting(submissionKey: string): boolean {
    return this.#starting.has(submissionKey);
  }

  /** How many more may be started now. */
  async free(): Promise<number> {
    return Math.max(0, this.#most - (await this.#taken()).size);
  }

  /**
   * Takes a slot for an attempt that is about to be started. To be released once it is live, or
   * was not started.
   *
   * @throws {RunnerError} `NO_CAPACITY`
   */
  async reserve(submissionKey: string, trialIndex: number): Promise<void> {
    // One after another, or two would take the same slot.
    const reservation = this.#lastReservation.then(async () => {
      const taken = await this.#taken();
      if (taken.size < this.#most || taken.has(submissionKey)) {
        this.#starting.add(submissionKey);
        return;
      }
      const message =
        `Trial ${trialIndex} was not started: ${taken.size} trials run in ${this.#directory}, ` +
        `and maxConcurrency is ${this.#most}; ask again when one has ended.`;
      throw new RunnerError("NO_CAPACITY", message, { trialIndex });
    });
    this.#lastReservation = reservation.catch(() => undefined);
    return reservation;
  }

  release(submissionKey: string): void {
    this.#starting.delete(submissionKey);
  }

  async #taken(): Promise<ReadonlySet<string>> {
    // One that goes live meanwhile is in the first set, one that was live before in the second.
    const starting = [...this.#starting];
    return new Set([...starting, ...(await this.liveKeys())]);
  }

  /** The submission keys of the attempts that run. Tidies the marks of those that do not. */
  async liveKeys(): Promise<ReadonlySet<string>> {
    const keys = (await namesIn(join(this.#directory, "live"))).filter(isSubmissionKey);
    const claims = await Promise.all(keys.map((key) => this.#claim(key)));
    const known = claims.filter((claim) => claim !== undefined);
    const states = await inspectAttempts(known, await this.#machine());
    const live = new Set<string>();
    for (const { submissionKey } of known) {
      const state = states.get(submissionKey)?.state;
      if (state === "running" || state === "orphaned") live.add(submissionKey);
      if (state === "ended") await markEnded(attemptFiles(this.#directory, submissionKey));
    }
    return live;
  }

  async #claim(key: string): Promise<Claim | undefined> {
    return readClaim(attemptFiles(this.#directory, key));
  }
}
