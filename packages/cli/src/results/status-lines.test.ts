import { FakeBackend, FakeRunner } from "@runners/core/testing";
import type { ExperimentDefinition } from "@runners/orchestrator";
import { describe, expect, test } from "vitest";
import { experimentOf } from "../__fixtures__/experiment-of.ts";
import { widthOf } from "../format/cut.ts";
import type { Place } from "../load/locate.ts";
import type { Driver, Reading } from "../load/read-experiment.ts";
import { statusJson } from "./status-json.ts";
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

/** One that is being submitted, by a driver of which this is known. */
function submitting(state?: Driver["state"]): Reading {
  const experiment = experimentOf([{ parameters: { lr: 0.25 } }, { parameters: { lr: 0.5 } }]);
  const of = { index: 0, attempt: 0, atMs: 2_000 };
  const intent = { submissionKey: "k-0-0", notAfterMs: 1e9 };
  experiment.apply({ type: "submission-intended", ...of, ...intent });
  return { ...reading(state), experiment };
}

/** What is shown of it: the counts, and the lines after the head. */
function shown(of: Reading): string[] {
  const lines = statusLines(place, of, 0, Infinity);
  return [...lines.filter((line) => line.startsWith("  trials")), ...lines.slice(5)];
}

describe("a trial whose submission is in doubt", () => {
  test("is shown with the reason and the key, and counted", () => {
    const of = submitting("alive");
    const event = { index: 0, attempt: 0, reason: "no\nanswer", atMs: 2_000 };
    of.experiment.apply({ type: "submission-unknown", ...event });
    expect(shown(of)).toEqual([
      "  trials  0 of 8 ended: 2 candidate (1 that may be submitted or not)",
      "",
      "trial 0 may be submitted or not: no answer",
      "  submission key k-0-0  lr=0.25",
    ]);
    const data = JSON.parse(JSON.stringify(statusJson(place, of))) as unknown;
    expect(data).toMatchObject({ inDoubt: [{ index: 0, submission: { state: "unknown" } }] });
  });

  test("is one that its driver left at its death", () => {
    expect(shown(submitting("dead"))).toEqual([
      "  trials  0 of 8 ended: 2 candidate (1 that may be submitted or not)",
      "",
      "trial 0 may be submitted or not: its driver ended as it was submitted",
      "  submission key k-0-0  lr=0.25",
    ]);
  });

  test("is one that the driver before this one left", () => {
    const of = submitting("alive");
    const { acquiredAtMs: _, renewedAtMs: __, ...driver } = owner;
    of.experiment.apply({ type: "experiment-resumed", driver, atMs: 3_000 });
    expect(shown(of)).toContain(
      "trial 0 may be submitted or not: its driver ended as it was submitted",
    );
  });

  test("is none that is being submitted for the first time", () => {
    expect(shown(submitting("alive"))).toEqual(["  trials  0 of 8 ended: 2 candidate"]);
  });
});
