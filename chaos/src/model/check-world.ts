import { isTerminal } from "@runners/core";
import { expect } from "vitest";
import type { Model } from "./model.ts";
import { maxPendingTrials, trials, type World } from "./world.ts";

const statusOf: Readonly<Record<string, string>> = {
  SUCCEEDED: "COMPLETED",
  FAILED: "FAILED",
  CANCELLED: "ABANDONED",
};

/** What holds after each command, whatever came before. */
export async function checkWorld(model: Model, world: World): Promise<void> {
  expect(world.failure).toBeUndefined();
  const experiment = await world.stored();
  expect(experiment.trials.size).toBeLessThanOrEqual(trials);
  const pending = experiment.deployed.size + experiment.submitting.size;
  expect(pending).toBeLessThanOrEqual(maxPendingTrials);
  const keys = world.backend.ledger.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { id, key, trialIndex } of world.backend.ledger) {
    const trial = experiment.trial(trialIndex);
    // No job without an intent that was stored, and one job for a trial.
    expect(trial.submission?.submissionKey).toBe(key);
    const job = world.backend.job(id);
    const state = job?.state ?? "";
    const ended = model.ended.get(trialIndex);
    // The backend does what it is told, by the commands and by the driver.
    if (ended !== undefined) expect(state).toBe(ended);
    if (state === "CANCELLED") expect(model.asked).toContain(trialIndex);
    // The store says what the backend says, or does not know it yet.
    const asked = trial.stopRequested !== undefined;
    // One that was asked to stop, and did not complete, is given up, however it ended.
    const expected = asked && state !== "SUCCEEDED" ? "ABANDONED" : statusOf[state];
    expect(isTerminal(trial.status) ? trial.status : expected).toBe(expected);
    if (asked) expect(model.asked).toContain(trialIndex);
  }
  for (const trial of experiment.trials.values()) {
    if (isTerminal(trial.status)) {
      expect(world.backend.ledger.map(({ trialIndex }) => trialIndex)).toContain(trial.index);
    }
  }
}
