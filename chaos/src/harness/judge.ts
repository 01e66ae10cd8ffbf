import { Experiment, type ExperimentEvent } from "@runners/orchestrator";
import type { Verdict } from "./verdict.ts";

/** A job as the backend under test wrote it down when it accepted it. */
export type LedgerEntry = {
  readonly key: string;
  /** Whether the job has ended by now. */
  readonly hasEnded: boolean;
};

/**
 * Compares what a backend accepted with what the store says of the experiment, once that has ended.
 * @param trials how many trials there are to be, all of which the backend completes
 */
export function judge(
  events: readonly ExperimentEvent[],
  ledger: readonly LedgerEntry[],
  trials: number,
): Verdict {
  const experiment = new Experiment({ name: "chaos" });
  const intended = new Map<string, string>();
  const deployed = new Set<string>();
  for (const event of events) {
    // Throws for events that cannot follow each other, as those of two drivers at once would be.
    experiment.apply(event);
    if (event.type === "submission-intended") {
      intended.set(event.submissionKey, `${event.index}/${event.attempt}`);
    } else if (event.type === "trial-deployed") {
      const key = experiment.trial(event.index).submission?.submissionKey;
      if (key !== undefined) deployed.add(key);
    }
  }
  const words: string[] = [];
  let lost = 0;
  for (let index = 0; index < trials; index += 1) {
    const status = experiment.trials.get(index)?.status;
    if (status === "COMPLETED") continue;
    lost += 1;
    const reason = experiment.trials.get(index)?.reason;
    words.push(
      `trial ${index} is ${status ?? "not there"} in the store (${reason ?? "no reason"})`,
    );
  }
  const seen = new Set<string>();
  const attempts = new Set<string>();
  let [twice, orphans, unintended] = [0, 0, 0];
  for (const { key, hasEnded } of ledger) {
    const attempt = intended.get(key);
    if (attempt === undefined) {
      unintended += 1;
      words.push(`the backend has a job under ${key}, and the store no intent`);
    }
    if (seen.has(key) || (attempt !== undefined && attempts.has(attempt))) {
      twice += 1;
      words.push(`the backend accepted ${key} more than once`);
    }
    seen.add(key);
    if (attempt !== undefined) attempts.add(attempt);
    if (hasEnded && deployed.has(key)) continue;
    orphans += 1;
    words.push(`the job under ${key} ${hasEnded ? "belongs to no trial" : "still runs"}`);
  }
  for (const key of deployed) {
    if (seen.has(key)) continue;
    lost += 1;
    words.push(`the store has ${key} as deployed, and the backend never accepted it`);
  }
  return { lost, twice, orphans, unintended, words };
}
