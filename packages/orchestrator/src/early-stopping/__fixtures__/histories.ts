import * as fc from "fast-check";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import { Experiment } from "../../experiment/experiment.ts";
import type { Objective } from "../../experiment/objective.ts";

/** What happens to one trial, and whether it is looked at all trials after that. */
const happening = fc.record({
  index: fc.nat(5),
  points: fc.array(
    fc.record({
      step: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(2.5)),
      mean: fc.integer({ min: -3, max: 3 }),
    }),
    { maxLength: 6 },
  ),
  outcome: fc.constantFrom("goes on", "goes on", "ends", "is tried again"),
  isLookedAt: fc.boolean(),
});

export const histories = fc.array(happening, { maxLength: 40 });

/** Plays a history; trials are created, and deployed, when something first happens to them. */
export function play(
  history: readonly (typeof happening extends fc.Arbitrary<infer H> ? H : never)[],
  objective: Objective,
  look: (experiment: Experiment) => void,
): void {
  const experiment = new Experiment({ name: "one", objective });
  for (const { index: picked, points, outcome, isLookedAt } of history) {
    const index = Math.min(picked, experiment.trials.size);
    const apply = (event: object): void => {
      const { attempt = 0 } = experiment.trials.get(index) ?? {};
      experiment.apply({ index, attempt, atMs: 0, ...event } as ExperimentEvent);
    };
    const status = experiment.trials.get(index)?.status;
    if (status === undefined) {
      apply({ type: "trial-created", kind: "trial", arms: [{ parameters: {} }] });
    } else if (status === "CANDIDATE") {
      apply({ type: "trial-deployed", status: "RUNNING", runMetadata: {} });
    } else if (status === "RUNNING") {
      const observations = points.map((point) => ({ metric: objective.metric, ...point }));
      apply({ type: "trial-results", final: false, observations });
      if (outcome === "ends") apply({ type: "trial-status", from: "RUNNING", to: "COMPLETED" });
      if (outcome === "is tried again") apply({ type: "attempt-failed", reason: "", retryAtMs: 0 });
    }
    if (isLookedAt) look(experiment);
  }
}
