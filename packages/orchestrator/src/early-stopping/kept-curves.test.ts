import { expect, test, vi } from "vitest";
import { Experiment } from "../experiment/experiment.ts";
import { KeptCurves } from "./kept-curves.ts";

test("only trials that may have measured more are looked at, and only new curves read", () => {
  const experiment = new Experiment({ name: "one" });
  const measure = (index: number, means: readonly number[]): void => {
    const observations = means.map((mean, step) => ({ metric: "loss", mean, step }));
    const of = { index, attempt: 0, atMs: 0, final: false } as const;
    experiment.apply({ ...of, type: "trial-results", observations });
  };
  for (const index of [0, 1, 2]) {
    const of = { index, attempt: 0, atMs: 0 } as const;
    const arms = [{ name: `${index}_0`, parameters: {} }] as const;
    experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
    experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
    measure(index, [index]);
  }
  const curves = new KeptCurves("loss");
  const refresh = (): unknown[] => {
    const changes: unknown[] = [];
    curves.refresh(experiment, (before, now) => changes.push([before.length, now.length]));
    return changes;
  };
  expect(refresh()).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);

  measure(1, [1, 1]);
  const end = { attempt: 0, atMs: 0, from: "RUNNING", to: "COMPLETED" } as const;
  for (const index of [0, 1]) experiment.apply({ ...end, type: "trial-status", index });
  expect(refresh()).toEqual([[1, 2]]);

  measure(2, [2, 2]);
  const looked = vi.spyOn(experiment, "trial");
  expect(refresh()).toEqual([[1, 2]]);
  expect(looked.mock.calls).toEqual([[2]]);
  expect(curves.of(1)).toEqual([
    { step: 0, value: 1 },
    { step: 1, value: 1 },
  ]);
});
