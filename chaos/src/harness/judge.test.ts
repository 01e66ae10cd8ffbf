import type { ExperimentEvent } from "@runners/orchestrator";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";

const atMs = 0;
const of = (index: number) => ({ index, attempt: 0, atMs });

function events(): ExperimentEvent[] {
  return [0, 1].flatMap((index): ExperimentEvent[] => [
    { type: "trial-created", index, kind: "trial", arms: [{ parameters: {} }], atMs },
    { type: "submission-intended", submissionKey: `k-${index}`, notAfterMs: 1, ...of(index) },
    { type: "trial-deployed", status: "RUNNING", runMetadata: {}, ...of(index) },
    { type: "trial-status", from: "RUNNING", to: "COMPLETED", ...of(index) },
  ]);
}

const ended = (key: string) => ({ key, hasEnded: true });

test("finds nothing where each trial has one job, which has ended", () => {
  expect(judge(events(), [ended("k-0"), ended("k-1")], 2)).toEqual({
    lost: 0,
    twice: 0,
    orphans: 0,
    unintended: 0,
    words: [],
  });
});

test("finds trials that are not there, have not completed, or have no job", () => {
  expect(judge(events(), [ended("k-0"), ended("k-1")], 3)).toMatchObject({ lost: 1 });
  expect(judge(events().slice(0, -1), [ended("k-0"), ended("k-1")], 2)).toMatchObject({ lost: 1 });
  expect(judge(events(), [ended("k-0")], 2)).toMatchObject({ lost: 1 });
});

test("finds a second job of a key", () => {
  const ledger = [ended("k-0"), ended("k-1"), ended("k-1")];
  expect(judge(events(), ledger, 2)).toMatchObject({ twice: 1, lost: 0, orphans: 0 });
});

test("finds jobs that run on, jobs of no trial, and jobs that nobody intended", () => {
  const running = { key: "k-1", hasEnded: false };
  expect(judge(events(), [ended("k-0"), running], 2)).toMatchObject({ orphans: 1 });
  const foreign = [ended("k-0"), ended("k-1"), ended("k-2")];
  expect(judge(events(), foreign, 2)).toMatchObject({ orphans: 1, unintended: 1 });
});
