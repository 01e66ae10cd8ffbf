import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Experiment } from "../experiment/experiment.ts";
import { curveOf } from "./curve.ts";
import { RungValues } from "./rung-values.ts";

const points = fc.array(
  fc.record({ step: fc.integer({ min: 0, max: 12 }), mean: fc.integer({ min: -3, max: 3 }) }),
  { maxLength: 6 },
);
const histories = fc.array(fc.record({ index: fc.nat(3), points }), { maxLength: 20 });

test.each(["minimize", "maximize"] as const)(
  "whatever arrives, and in what order, it is as if all were read anew (%s)",
  (goal) => {
    fc.assert(
      fc.property(histories, (history) => {
        const objective = { metric: "loss", goal };
        const experiment = new Experiment({ name: "one", objective });
        for (let index = 0; index < 4; index += 1) {
          const of = { index, attempt: 0, atMs: 0 } as const;
          const arms = [{ name: `${index}_0`, parameters: {} }] as const;
          experiment.apply({ ...of, type: "trial-created", kind: "trial", arms });
          experiment.apply({ ...of, type: "trial-deployed", status: "RUNNING", runMetadata: {} });
        }
        const kept = new RungValues(objective, 1, 3);
        for (const { index, points: measured } of history) {
          const of = { index, attempt: 0, atMs: 0, final: false } as const;
          const observations = measured.map((point) => ({ metric: "loss", ...point }));
          experiment.apply({ ...of, type: "trial-results", observations });
          kept.refresh(experiment);
          const curves = [...experiment.trials.values()].map((trial) => curveOf(trial, "loss"));
          for (const rung of [1, 3, 9]) {
            const values = curves.flatMap((curve) => curve.find(({ step }) => step >= rung) ?? []);
            for (const { value } of values) {
              const better = values.filter((other) =>
                goal === "minimize" ? other.value < value : other.value > value,
              );
              const expected = { reached: values.length, better: better.length };
              expect(kept.at(rung, value)).toEqual(expected);
            }
          }
        }
      }),
    );
  },
);
