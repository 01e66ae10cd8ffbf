import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RunnerError } from "@runners/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import { Experiment } from "../../experiment/experiment.ts";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { SqliteStore } from "./sqlite-store.ts";

const details = { backendState: "GONE", reason: "of the details" };

/** What may happen to a trial, whether or not it can. */
const changes = [
  { type: "submission-intended", submissionKey: "key", notAfterMs: 5 },
  { type: "submission-deferred", reason: "no room" },
  { type: "submission-unknown", reason: "no answer" },
  { type: "submission-absent", evidence: "not there, twice" },
  { type: "submission-unresolved", reason: "who knows" },
  { type: "trial-deployed", status: "STAGED", runMetadata: { reason: "not this one" } },
  { type: "trial-deployed", status: "RUNNING", runMetadata: {}, reattached: true },
  { type: "attempt-failed", reason: "exit code 1", details, retryAtMs: 9 },
  { type: "trial-status", from: "STAGED", to: "RUNNING" },
  { type: "trial-status", from: "RUNNING", to: "STAGED", reason: "requeued" },
  { type: "trial-status", from: "RUNNING", to: "COMPLETED", details },
  { type: "trial-status", from: "RUNNING", to: "FAILED", reason: "exit code 2" },
  { type: "stop-requested", intent: "abandon", reason: "not this one" },
  { type: "trial-results", final: false, observations: [{ metric: "loss", mean: 1, step: 1 }] },
  {
    type: "trial-results",
    final: true,
    observations: [
      { armName: "a", metric: "loss", mean: 0.5, sem: 0.25 },
      { armName: "b", metric: "loss", mean: -2 },
    ],
  },
  { type: "trial-results", final: true, observations: [] },
] as const;

/** The events of a history in which only happens what can. */
function happened(
  picks: readonly (readonly [index: number, change: number])[],
): readonly [readonly ExperimentEvent[], Experiment] {
  const experiment = new Experiment({ name: "one" });
  const events: ExperimentEvent[] = [];
  const add = (event: object): void => {
    const timed = { ...event, atMs: 1_000 + events.length } as ExperimentEvent;
    try {
      experiment.apply(timed);
      events.push(timed);
    } catch (error) {
      if (!RunnerError.is(error, "INVALID_ARGUMENT")) throw error;
    }
  };
  add({ type: "experiment-started", name: "one", keyPrefix: "one", definition: {} });
  for (const [picked, change] of picks) {
    const index = Math.min(picked, experiment.trials.size);
    if (!experiment.trials.has(index)) {
      add({
        type: "trial-created",
        index,
        kind: "trial",
        arms: [{ name: "a", parameters: { index } }],
      });
    }
    add({ ...changes[change], index, attempt: experiment.trial(index).attempt });
  }
  return [events, experiment];
}

/** The rows that the views have to show for an experiment. */
function expected(run: number, experiment: Experiment) {
  const trials = [...experiment.trials.values()].toSorted((a, b) => a.index - b.index);
  return {
    trials: trials.map((trial) => ({
      run,
      trial_index: trial.index,
      attempt: trial.attempt,
      status: trial.status,
      reason: trial.reason ?? null,
      created_at_ms: trial.createdAtMs,
      deployed_at_ms: trial.deployedAtMs ?? null,
      ended_at_ms: trial.endedAtMs ?? null,
      arms: JSON.stringify(trial.arms),
    })),
    observations: trials.flatMap(({ index, attempt, observations }) =>
      observations.map(({ armName = null, metric, mean, sem = null, step = null }) => ({
        run,
        trial_index: index,
        attempt,
        arm_name: armName,
        metric,
        mean,
        sem,
        step,
      })),
    ),
  };
}

test("the views show what the experiment is, after any history, run by run", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const store = await SqliteStore.open({ path });
  await store.acquire();
  const database = new DatabaseSync(path, { readOnly: true });
  const shown = (view: string, columns: string, run: number): unknown[] =>
    database
      .prepare(`SELECT ${columns} FROM ${view} WHERE run = ? ORDER BY trial_index`)
      .all(run)
      .map((row) => ({ ...row }));
  let run = 1;
  const picks = fc.array(fc.tuple(fc.nat(2), fc.nat(changes.length - 1)), {
    minLength: 1,
    maxLength: 60,
    size: "max",
  });
  await fc.assert(
    fc.asyncProperty(picks, async (picked) => {
      const [events, experiment] = happened(picked);
      await store.newRun();
      run += 1;
      await store.append(events, 0);
      expect({
        trials: shown("trials", "*", run),
        observations: shown(
          "observations",
          "run, trial_index, attempt, arm_name, metric, mean, sem, step",
          run,
        ),
      }).toEqual(expected(run, experiment));
    }),
    { numRuns: 100, seed: 20_261_124 },
  );
  database.close();
  await store.close();
});

test("the columns of an event are those of its body", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const store = await SqliteStore.open({ path });
  await store.acquire();
  const [events] = happened([[0, 0]]);
  await store.append(events, 7);
  await store.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database
    .prepare("SELECT run, seq, at_ms, type, trial_index, attempt, elapsed_ms, body FROM events")
    .all();
  database.close();
  expect(rows.map((row) => ({ ...row }))).toEqual(
    events.map((event, i) => ({
      run: 1,
      seq: i + 1,
      at_ms: event.atMs,
      type: event.type,
      trial_index: "index" in event ? event.index : null,
      attempt: "attempt" in event ? event.attempt : null,
      elapsed_ms: 7,
      body: JSON.stringify(event),
    })),
  );
});
