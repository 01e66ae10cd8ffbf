import { describe, expect, test } from "vitest";
import type { ExperimentEvent } from "./experiment-event.ts";
import { Experiment } from "./experiment.ts";

type WithoutTime<E> = E extends unknown ? Omit<E, "atMs"> : never;

/** An experiment after these events, one second apart. */
function after(...events: readonly WithoutTime<ExperimentEvent>[]): Experiment {
  const objective = { metric: "loss", goal: "minimize" } as const;
  const experiment = new Experiment({ name: "one", objective });
  events.forEach((event, i) => experiment.apply({ ...event, atMs: i * 1_000 }));
  return experiment;
}

const created = (index: number) =>
  ({
    type: "trial-created",
    index,
    kind: "trial",
    arms: [{ name: `${index}_0`, parameters: { x: index } }],
  }) as const;
const intended = (index: number) =>
  ({
    type: "submission-intended",
    index,
    attempt: 0,
    submissionKey: `key-${index}-0`,
    notAfterMs: 60_000,
  }) as const;
const deployed = (index: number) =>
  ({
    type: "trial-deployed",
    index,
    attempt: 0,
    status: "RUNNING",
    runMetadata: { job: index },
  }) as const;
const ended = (index: number, to: "COMPLETED" | "FAILED" | "ABANDONED") =>
  ({ type: "trial-status", index, attempt: 0, from: "RUNNING", to }) as const;
const measured = (index: number, mean: number) =>
  ({
    type: "trial-results",
    index,
    attempt: 0,
    final: true,
    observations: [{ metric: "loss", mean }],
  }) as const;

test("what a trial tells of its experiment says which run it is of", () => {
  const started = { type: "experiment-started", name: "one", keyPrefix: "one-7", definition: {} };
  const experiment = after(started as WithoutTime<ExperimentEvent>, created(0), intended(0));
  expect(experiment.trial(0).experiment).toMatchObject({ name: "one", runId: "one-7" });
});

describe("an experiment", () => {
  test("follows a trial from candidate to its end", () => {
    const steps = [created(0), intended(0), deployed(0), ended(0, "COMPLETED")];
    const places = steps.map((_, i) => {
      const experiment = after(...steps.slice(0, i + 1));
      return [
        [...experiment.candidates],
        [...experiment.submitting],
        [...experiment.deployed],
        [...experiment.trial(0).experiment.runningTrialIndices],
      ];
    });
    expect(places).toEqual([
      [[0], [], [], []],
      [[], [0], [], []],
      [[], [], [0], [0]],
      [[], [], [], []],
    ]);
    expect(after(...steps).trial(0)).toMatchObject({
      status: "COMPLETED",
      runMetadata: { job: 0 },
      submission: {
        submissionKey: "key-0-0",
        state: "deployed",
        intendedAtMs: 1_000,
        notAfterMs: 60_000,
      },
      createdAtMs: 0,
      deployedAtMs: 2_000,
      endedAtMs: 3_000,
    });
  });

  test("a deferred submission is a candidate again", () => {
    const experiment = after(created(0), intended(0), {
      type: "submission-deferred",
      index: 0,
      attempt: 0,
      reason: "full",
    });
    expect([...experiment.candidates]).toEqual([0]);
    expect(experiment.trial(0)).toMatchObject({ status: "CANDIDATE", reason: "full" });
    expect(experiment.trial(0).submission).toBeUndefined();
  });

  test("knows the best arm of trials that ended well", () => {
    const experiment = after(
      ...[0, 1, 2].flatMap((i) => [created(i), intended(i), deployed(i)]),
      measured(0, 3),
      measured(1, 2),
      measured(2, 1),
      ended(0, "COMPLETED"),
      ended(1, "COMPLETED"),
      ended(2, "FAILED"),
    );
    expect(experiment.best).toMatchObject({ value: 2, arm: { name: "1_0" } });
  });

  test("counts as failures what nobody asked to end", () => {
    const experiment = after(
      ...[0, 1, 2].flatMap((i) => [created(i), intended(i), deployed(i)]),
      { type: "stop-requested", index: 0, attempt: 0, intent: "abandon", reason: "enough" },
      ended(0, "ABANDONED"),
      ended(1, "ABANDONED"),
      ended(2, "FAILED"),
    );
    expect(experiment.failures).toBe(2);
    expect(experiment.count("ABANDONED")).toBe(2);
  });

  test("refuses an event that cannot follow, and stays as it was", () => {
    const experiment = after(created(0), intended(0), deployed(0), ended(0, "FAILED"));
    const before = experiment.trial(0);
    expect(() => experiment.apply({ ...deployed(0), atMs: 9 })).toThrow(
      "Trial 0 is FAILED and cannot become RUNNING; it can become nothing else.",
    );
    for (const index of [0, 2]) {
      expect(() => experiment.apply({ ...created(index), atMs: 9 })).toThrow("the next one is 1");
    }
    const results = { type: "trial-results", index: 0, attempt: 0, final: true } as const;
    expect(() => experiment.apply({ ...results, observations: [], atMs: 9 })).toThrow(
      "Trial 0 is FAILED and measures no more.",
    );
    expect(() => experiment.apply({ ...deployed(7), atMs: 9 })).toThrow("has no trial 7");
    expect(experiment.trial(0)).toBe(before);
  });
});
