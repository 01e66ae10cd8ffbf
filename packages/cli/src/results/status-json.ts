import type { TrialRecord } from "@runners/orchestrator";
import type { Place } from "../load/locate.ts";
import type { Reading } from "../load/read-experiment.ts";
import { countsOf } from "./counts-of.ts";
import { inDoubt } from "./in-doubt.ts";
import { stateOf } from "./state-of.ts";
import { trialJson } from "./trial-json.ts";

/** What `runners status` shows, as data; times are in milliseconds since the epoch. */
export function statusJson({ store, source }: Place, reading: Reading): object {
  const { experiment, definition, driver, elapsedMs } = reading;
  const of = (indices: Iterable<number>): TrialRecord[] =>
    Array.from(indices, (index) => experiment.trial(index));
  const { best } = experiment;
  return {
    name: experiment.name,
    state: stateOf(reading),
    store,
    driver: driver === undefined ? null : { ...driver.owner, state: driver.state },
    submissionGuarantee:
      source === undefined ? null : (source.definition.runner.submissionGuarantee ?? "none"),
    elapsedMs: Math.round(elapsedMs),
    totalTrials: definition["totalTrials"] ?? null,
    counts: Object.fromEntries(countsOf(experiment).byStatus),
    best: best === undefined ? null : { ...best, trial: best.trial.index },
    running: of(experiment.deployed).map(trialJson),
    inDoubt: inDoubt(reading).map(trialJson),
    unresolved: of(experiment.unresolved).map(trialJson),
  };
}
