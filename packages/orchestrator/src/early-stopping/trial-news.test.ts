import { expect, test, vi } from "vitest";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import { Experiment } from "../experiment/experiment.ts";
import { TrialNews } from "./trial-news.ts";

test("is of trials that have measured more or have ended, and others are not looked at", () => {
  const experiment = new Experiment({ name: "one" });
  const apply = (index: number, event: object): void => {
    const { attempt = 0 } = experiment.trials.get(index) ?? {};
    experiment.apply({ index, attempt, atMs: 0, ...event } as ExperimentEvent);
  };
  const measure = (index: number): void =>
    apply(index, { type: "trial-results", final: false, observations: [] });
  const deploy = (index: number): void =>
    apply(index, { type: "trial-deployed", status: "RUNNING", runMetadata: {} });
  const news = new TrialNews();
  const take = (): readonly string[] => {
    const read: string[] = [];
    news.take(experiment, ({ index, status }) => read.push(`${index} ${status}`));
    return read;
  };

  for (const index of [0, 1, 2]) {
    apply(index, { type: "trial-created", kind: "trial", arms: [{ parameters: {} }] });
  }
  expect(take()).toEqual(["0 CANDIDATE", "1 CANDIDATE", "2 CANDIDATE"]);
  for (const index of [0, 1, 2]) deploy(index);
  expect(take()).toEqual([]);

  measure(1);
  apply(0, { type: "trial-status", from: "RUNNING", to: "COMPLETED" });
  expect(take()).toEqual(["0 COMPLETED", "1 RUNNING"]);

  apply(2, { type: "attempt-failed", reason: "", retryAtMs: 0 });
  const looked = vi.spyOn(experiment, "trial");
  expect(take()).toEqual(["2 CANDIDATE"]);
  expect(looked.mock.calls).toEqual([[1], [2]]);
  deploy(2);
  measure(2);
  expect(take()).toEqual(["2 RUNNING"]);
});
