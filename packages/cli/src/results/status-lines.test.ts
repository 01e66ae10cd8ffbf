import { FakeBackend, FakeRunner } from "@runners/core/testing";
import type { ExperimentDefinition } from "@runners/orchestrator";
import { expect, test } from "vitest";
import { experimentOf } from "../__fixtures__/experiment-of.ts";
import { widthOf } from "../format/cut.ts";
import type { Place } from "../load/locate.ts";
import type { Driver, Reading } from "../load/read-experiment.ts";
import { statusLines } from "./status-lines.ts";

const place: Place = {
  store: "/elsewhere/one.db",
  source: undefined,
  [Symbol.asyncDispose]: async () => {},
};
const owner = {
  host: "far",
  bootId: "b",
  pidNamespace: "",
  pid: 7,
  processStart: "1",
  acquiredAtMs: 1_000,
  renewedAtMs: 50_000,
};

function reading(state?: Driver["state"]): Reading {
  return {
    experiment: experimentOf([
      { parameters: { lr: 0.25 }, status: "COMPLETED", value: 0.5 },
      { parameters: { lr: 0.5 }, status: "RUNNING" },
    ]),
    definition: { totalTrials: 8 },
    driver: state && { owner, state },
    elapsedMs: 61_000,
  };
}

test("a driver that cannot be seen from here may live", () => {
  expect(statusLines(place, reading("unknown"), 61_000, 100)).toEqual([
    "test  running",
    "  store   /elsewhere/one.db",
    "  driver  process 7 on far, for 1:00, last seen 11 s ago, and out of sight from here",
    "  worked  1:01",
    "  trials  1 of 8 ended: 1 running, 1 completed",
    "  best    loss 0.5 in trial 0: lr=0.25",
    "",
    "trial  status    for      lr",
    "    1  RUNNING  1:00  0.5000",
  ]);
});

test("without a driver it says how to go on, by the store where the file was not named", () => {
  const [state, , driver] = statusLines(place, reading(), 61_000, Infinity);
  expect(state).toBe("test  interrupted");
  expect(driver).toBe("  driver  none; to go on: runners run <file> --store /elsewhere/one.db");
});

test.each([
  ["exact", "exact: the same submission never runs twice"],
  ["reattach", "reattach: after a crash it is looked for on the backend"],
  ["none", "none: after a crash a person may have to say what became of a submission"],
] as const)("the guarantee %s is shown in words", (submissionGuarantee, words) => {
  const runner = new FakeRunner(new FakeBackend(), { submissionGuarantee });
  const definition: ExperimentDefinition = { name: "t", parameters: [], candidates: [], runner };
  const source = { file: "a.ts", definition };
  expect(statusLines({ ...place, source }, reading(), 0, 200)).toContain(`  submits ${words}`);
});

test.each([10, 20, 40])("no line of what runs is wider than %i columns", (width) => {
  for (const line of statusLines(place, reading("alive"), 61_000, width)) {
    expect(widthOf(line)).toBeLessThanOrEqual(width);
  }
});
