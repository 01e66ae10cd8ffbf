import { expect, test } from "vitest";
import { makeTrial } from "../testing/make-trial.ts";
import type { BaseTrial } from "../trial.ts";
import { LiveTrials } from "./live-trials.ts";
import { RenewedMap } from "./renewed-map.ts";

test("are the trials that there are when they are looked at", () => {
  const [one, two] = [makeTrial({}, { index: 1 }), makeTrial({}, { index: 2 })];
  const byIndex = new RenewedMap<number, { readonly trial: BaseTrial }>();
  byIndex.set(1, { trial: one });
  const live = new LiveTrials(byIndex);
  expect([...live]).toEqual([one]);
  byIndex.set(2, { trial: two });
  byIndex.delete(1);
  expect([...live]).toEqual([two]);
  expect([live.size, live.hasTrialIndex(1), live.hasTrialIndex(2)]).toEqual([1, false, true]);
});
