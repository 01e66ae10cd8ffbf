import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Experiment } from "../experiment/experiment.ts";
import { curveOf, valueAt } from "./curve.ts";
import { OrderedValues } from "./ordered-values.ts";
import { StepValues } from "./step-values.ts";

const points = fc.array(
  fc.record({ step: fc.integer({ min: 0, max: 12 }), mean: fc.integer({ min: -3, max: 3 }) }),
  { maxLength: 6 },
);
const histories = fc.array(
  fc.record({ index: fc.nat(6), points, ends: fc.boolean(), isLookedAt: fc.boolean() }),
  { maxLength: 30 },
);

test.each(["minimize", "maximize"] as const)(
  "whatever arrives, ends and is asked for, it is as if all were read anew (%s)",
  (goal) => {
    fc.assert(
      fc.property(histories, (history) => {
        const objective = { metric: "loss", goal };
        const experiment = new Experiment({ name: "one", objective });
        const sign = goal === "minimize" ? 1 : -1;
        const kept = new StepValues(objective);
        for (const { index: picked, points: measured, ends, isLookedAt } of history) {
          const index = Math.min(picked, experiment.trials.size);
          const of = { index, attempt: 0, atMs: 0 } as const;
          if (index === experiment.trials.size) {
            const arms = [{ name: `${index}_0`, parameters: {} }] as const;
            experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
            experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
          }
          if (experiment.trial(index).status !== "RUNNING") continue;
          const observations = measured.map((point) => ({ metric: "loss", ...point }));
          experiment.apply({ ...of, type: "trial-results", final: ends, observations });
          const end = { from: "RUNNING", to: "COMPLETED" } as const;
          if (ends) experiment.apply({ ...of, type: "trial-status", ...end });
          if (!isLookedAt) continue;
          kept.refresh(experiment);
          const curves = [...experiment.trials.values()].map((trial) => curveOf(trial, "loss"));
          expect(curves.map((_, i) => kept.curve(i))).toEqual(curves);
          for (const step of [0, 1, 2.5, 12]) {
            const values = new OrderedValues(
              curves.flatMap((curve) => valueAt(curve, step) ?? []).map((value) => sign * value),
            );
            expect(kept.count(step)).toBe(values.size);
            expect(kept.quantile(step, 0.3)).toBe(sign * values.quantile(0.3));
          }
        }
      }),
    );
  },
);

test("are right at more steps than are kept", () => {
  const objective = { metric: "loss", goal: "minimize" } as const;
  const experiment = new Experiment({ name: "one", objective });
  const of = { index: 0, attempt: 0, atMs: 0 } as const;
  const arms = [{ name: "0_0", parameters: {} }] as const;
  const observations = Array.from({ length: 400 }, (_, step) => ({
    metric: "loss",
    mean: 500 - step,
    step,
  }));
  experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
  experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
  const kept = new StepValues(objective);
  for (const measured of [observations.slice(0, 300), observations]) {
    experiment.apply({ ...of, type: "trial-results", final: false, observations: measured });
    kept.refresh(experiment);
    const values = observations.map(({ step }) => kept.quantile(step, 0.5));
    expect(values.filter((value) => !Number.isNaN(value))).toEqual(
      measured.map(({ mean }) => mean),
    );
  }
});
