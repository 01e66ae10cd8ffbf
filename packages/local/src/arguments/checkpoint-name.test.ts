import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { checkpointName } from "./checkpoint-name.ts";

const experiment = { name: "../../etc", runningTrialIndices: [] };
const trial = makeTrial({ lr: 1 }, { index: 3, experiment });

test("all attempts of a trial have the same name, and it is a harmless one", () => {
  expect(checkpointName(trial)).toMatch(/^trial-3-[0-9a-f]{16}$/);
  expect(checkpointName({ ...trial, attempt: 2 })).toBe(checkpointName(trial));
});

test("another experiment, run, index or parameterization has another", () => {
  const names = [
    trial,
    { ...trial, index: 4 },
    { ...trial, experiment: { runningTrialIndices: [] } },
    { ...trial, experiment: { ...experiment, runId: "a" } },
    { ...trial, experiment: { ...experiment, runId: "b" } },
    makeTrial({ lr: 2 }, { index: 3, experiment }),
    makeTrial({ lr: -0 }, { index: 3, experiment }),
    makeTrial({ lr: 0 }, { index: 3, experiment }),
  ].map(checkpointName);
  expect(new Set(names).size).toBe(names.length);
});
