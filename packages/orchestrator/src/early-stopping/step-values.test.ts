import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Experiment } from "../experiment/experiment.ts";
import { histories, play } from "./__fixtures__/histories.ts";
import { curveOf, valueAt } from "./curve.ts";
import { OrderedValues } from "./ordered-values.ts";
import { StepValues } from "./step-values.ts";

test.each(["minimize", "maximize"] as const)(
  "whatever arrives, ends and is asked for, it is as if all were read anew (%s)",
  (goal) => {
    fc.assert(
      fc.property(histories, (history) => {
        const sign = goal === "minimize" ? 1 : -1;
        const kept = new StepValues({ metric: "loss", goal });
        play(history, { metric: "loss", goal }, (experiment) => {
          kept.refresh(experiment);
          const trials = [...experiment.trials.values()];
          const curves = trials.map((trial) => curveOf(trial, "loss"));
          expect(curves.map((_, index) => kept.curve(index))).toEqual(curves);
          for (const step of [0, 1, 2.25, 12]) {
            const values = new OrderedValues(
              curves.flatMap((curve) => valueAt(curve, step) ?? []).map((value) => sign * value),
            );
            expect(kept.count(step)).toBe(values.size);
            expect(kept.quantile(step, 0.3)).toBe(sign * values.quantile(0.3));
          }
        });
      }),
    );
  },
);

test("are right at more steps than are kept", () => {
  const experiment = new Experiment({ name: "one" });
  const observe = (index: number, observations: readonly { step: number }[]): void => {
    const of = { index, attempt: 0, atMs: 0 } as const;
    const arms = [{ name: `${index}_0`, parameters: {} }] as const;
    if (!experiment.trials.has(index)) {
      experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
      experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
    }
    const measured = observations.map(({ step }) => ({ metric: "loss", mean: 500 - step, step }));
    experiment.apply({ ...of, type: "trial-results", final: false, observations: measured });
  };
  const steps = Array.from({ length: 200 }, (_, step) => ({ step }));
  for (const index of [0, 1, 2, 3, 4]) observe(index, steps.slice(0, 150));
  const kept = new StepValues({ metric: "loss", goal: "minimize" });
  kept.refresh(experiment);
  for (const { step } of steps) expect(kept.count(step)).toBe(step < 150 ? 5 : 0);
  observe(0, steps);
  kept.refresh(experiment);
  for (const { step } of steps) {
    expect(kept.count(step)).toBe(step < 150 ? 5 : 1);
    expect(kept.quantile(step, 0.5)).toBe(500 - step);
  }
});
