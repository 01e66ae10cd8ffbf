import type { ExperimentEvent, Notice } from "@runners/orchestrator";
import { RunnerError } from "@runners/core";
import { describe, expect, test } from "vitest";
import { experimentOf } from "../__fixtures__/experiment-of.ts";
import { LineReporter } from "./line-reporter.ts";

type WithoutTime<E> = E extends unknown ? Omit<E, "atMs"> : never;

const hints = { names: "experiment.ts", keepsLogs: true, metadataKeys: ["job", "gone"] };
const experiment = experimentOf([
  { parameters: { lr: 0.1 }, status: "COMPLETED", value: 0.5 },
  { parameters: { lr: 0.2 }, status: "FAILED", reason: "exit code 1" },
]);

function printed(use: (reporter: LineReporter) => void): string {
  let text = "";
  const reporter = new LineReporter((more) => (text += more), hints);
  use(reporter);
  reporter.close();
  return text;
}

describe("a change is one line", () => {
  const of = { index: 0, attempt: 0 };
  const details = { startedAtMs: 1_000, finishedAtMs: 3_500 };
  const changes: readonly (readonly [WithoutTime<ExperimentEvent>, string])[] = [
    [
      { type: "trial-deployed", ...of, status: "STAGED", runMetadata: {} },
      "trial 0 STAGED  lr=0.1\n",
    ],
    [
      { type: "trial-deployed", ...of, status: "RUNNING", runMetadata: {}, reattached: true },
      "trial 0 RUNNING  found again  lr=0.1\n",
    ],
    [
      { type: "trial-status", ...of, from: "RUNNING", to: "COMPLETED", details },
      "trial 0 COMPLETED  loss=0.5  2.5 s  lr=0.1\n",
    ],
    [
      { type: "trial-status", index: 1, attempt: 0, from: "RUNNING", to: "FAILED", reason: "a\nb" },
      "trial 1 FAILED  a: b  lr=0.2\n",
    ],
    [
      { type: "attempt-failed", ...of, reason: "no disk", retryAtMs: 0 },
      "trial 0 CANDIDATE  attempt 1 failed  no disk  attempt 2 follows\n",
    ],
    [
      { type: "submission-unknown", ...of, reason: "no answer" },
      "trial 0 CANDIDATE  may be submitted or not  no answer\n",
    ],
    [
      { type: "submission-absent", ...of, evidence: "no such job" },
      "trial 0 CANDIDATE  is submitted again  no such job\n",
    ],
    [
      { type: "submission-unresolved", ...of, reason: "no answer" },
      'trial 0 CANDIDATE  waits for "runners resolve"  no answer\n',
    ],
    [
      { type: "stop-requested", ...of, intent: "fail", reason: "too long" },
      "trial 0 stopping  too long\n",
    ],
    [{ type: "definition-changed", definition: {} }, "the changed definition is accepted\n"],
    [{ type: "experiment-resumed" }, ""],
    [{ type: "submission-deferred", ...of, reason: "no room" }, ""],
  ];

  test.each(changes)("%j", (change, expected) => {
    const event = { ...change, atMs: 0 } as ExperimentEvent;
    expect(printed((reporter) => reporter.report(event, experiment))).toBe(expected);
  });
});

describe("a notice is one line", () => {
  const error = new RunnerError("BACKEND", "no route\nto host");
  const owner = {
    host: "far",
    bootId: "b",
    pidNamespace: "",
    pid: 7,
    processStart: "1",
    acquiredAtMs: 0,
    renewedAtMs: 0,
  };
  const notices: readonly (readonly [Notice, string])[] = [
    [{ type: "waiting", reason: "results" }, "waiting for results\n"],
    [{ type: "waiting", reason: undefined }, ""],
    [
      { type: "resumed", trials: 5, deployed: 2, settling: 1, unresolved: 1 },
      'going on with 5 trials: 2 on the backend, 1 whose submission is looked for, 1 that wait for "runners resolve"\n',
    ],
    [
      { type: "begun-anew", outcome: "completed", trials: 24 },
      "begins anew; the run before completed, with 24 trials, and is kept\n",
    ],
    [
      { type: "begun-anew", outcome: "timed-out", trials: 1 },
      "begins anew; the run before ended early, its time is up, with 1 trial, and is kept\n",
    ],
    [
      { type: "watching-owner", owner, watchMs: 60_000 },
      "watching for 1:00 whether pid 7 on far still drives it\n",
    ],
    [{ type: "draining", reason: "interrupted" }, "submitting no more trials: interrupted\n"],
    [{ type: "trial-silent", index: 3, silentForMs: 61_000 }, "trial 3: no news for 1:01\n"],
    [{ type: "trial-missing", index: 3 }, "trial 3: the backend says that it has no such job\n"],
    [{ type: "trial-heard", index: 3 }, "trial 3: there is news again\n"],
    [{ type: "poll-failed", error }, "the backend cannot be asked: no route to host\n"],
    [{ type: "poll-recovered", failures: 2 }, "the backend can be asked again, after 2 failures\n"],
    [
      { type: "results-delayed", index: 3, error },
      "trial 3: its results cannot be read yet: no route to host\n",
    ],
    [
      { type: "results-given-up", index: 3, error: "odd" },
      "trial 3: its results could not be read: odd\n",
    ],
    [
      { type: "stop-failed", index: 3, error },
      "trial 3: it could not be stopped: no route to host\n",
    ],
    [
      { type: "duplicates-stopped", index: 3, count: 1 },
      "trial 3: it was on the backend 2 times; all but the oldest are stopped\n",
    ],
    [{ type: "request-refused", reason: "trial 9 has ended" }, "refused: trial 9 has ended\n"],
  ];

  test.each(notices)("%j", (notice, expected) => {
    expect(printed((reporter) => reporter.report(notice, experiment))).toBe(expected);
  });
});

test("that it waits is no news while a trial runs", () => {
  const running = experimentOf([{ parameters: {}, status: "RUNNING" }]);
  const waiting = { type: "waiting", reason: "running trials" } as const;
  expect(printed((reporter) => reporter.report(waiting, running))).toBe("");
});

test("the end: how it ended, what failed and where to look, the best one", () => {
  const text = printed((reporter) => reporter.finish({ outcome: "completed" }, experiment));
  expect(text.split("\n")).toEqual([
    "test completed",
    "  2 trials: 1 completed, 1 failed",
    "  trial 1 failed: exit code 1",
    "  what it printed: runners logs experiment.ts 1 --stderr",
    "  best: loss 0.5 in trial 0",
    "    lr=0.1",
    "    job=0",
    "",
  ]);
});

test("the end of one that was interrupted says how to go on", () => {
  const one = experimentOf([{ parameters: { lr: 1 }, status: "ABANDONED", reason: "interrupted" }]);
  const summary = { outcome: "drained", reason: "interrupted" } as const;
  expect(printed((reporter) => reporter.finish(summary, one))).toBe(
    "test ended early: interrupted\n  1 trial: 1 abandoned\n  to go on: runners run experiment.ts\n",
  );
});
