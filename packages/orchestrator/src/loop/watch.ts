import { watchTrials } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Latch } from "./latch.ts";
import type { LoopContext } from "./loop-context.ts";

/**
 * Watches the deployed trials for as long as the loop lives, and tells the mailbox.
 * @param deployed set by the loop when there are trials that the watching does not know yet
 */
export async function watchDeployed(
  context: LoopContext,
  options: {
    readonly deployed: Latch;
    readonly random: () => number;
    readonly signal: AbortSignal;
  },
): Promise<undefined> {
  const { runner, experiment, settings, clock, mailbox } = context;
  const { deployed, random, signal } = options;
  const initialIntervalMs = settings.initSecondsBetweenPolls * 1_000;
  const trials = () => {
    deployed.clear();
    const records: TrialRecord[] = [];
    for (const index of experiment.deployed) records.push(experiment.trial(index));
    return records;
  };
  const events = watchTrials(runner, trials, {
    clock,
    signal,
    random,
    initialIntervalMs,
    maxIntervalMs: Math.max(30_000, initialIntervalMs),
    backoffFactor: settings.secondsBetweenPollsBackoffFactor,
    unknownGraceMs: settings.unknownGraceMs,
    missingGraceMs: settings.missingGraceMs,
    changed: (waiting) => deployed.wait(waiting),
  });
  for await (const event of events) mailbox.push({ type: "watched", event });
  return undefined;
}
