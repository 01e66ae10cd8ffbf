import * as fc from "fast-check";
import { expect, test } from "vitest";
import { histories, play } from "./__fixtures__/histories.ts";
import { curveOf } from "./curve.ts";
import { RungValues } from "./rung-values.ts";

test.each(["minimize", "maximize"] as const)(
  "whatever arrives, and in what order, it is as if all were read anew (%s)",
  (goal) => {
    fc.assert(
      fc.property(histories, (history) => {
        const kept = new RungValues({ metric: "loss", goal }, 1, 3);
        play(history, { metric: "loss", goal }, (experiment) => {
          kept.refresh(experiment);
          const trials = [...experiment.trials.values()];
          const curves = trials.map((trial) => curveOf(trial, "loss"));
          for (const rung of [1, 3, 9]) {
            const values = curves.flatMap((curve) => curve.find(({ step }) => step >= rung) ?? []);
            for (const { mean } of values) {
              const better = values.filter((other) =>
                goal === "minimize" ? other.mean < mean : other.mean > mean,
              );
              const expected = { reached: values.length, better: better.length };
              expect(kept.at(rung, mean)).toEqual(expected);
            }
          }
          for (const index of experiment.deployed) {
            const curve = curves[index] ?? [];
            const step = curve.at(-1)?.step ?? 0;
            const rung = [9, 3, 1].find((one) => one <= step);
            const value = curve.find((point) => point.step >= (rung ?? 0))?.mean;
            const expected = rung === undefined ? undefined : { step, rung, value };
            expect(kept.furthest(index)).toEqual(expected);
          }
        });
      }),
    );
  },
);
