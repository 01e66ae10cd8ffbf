import { expect, test } from "vitest";
import { makeTrial } from "../../make-trial.ts";
import { FakeBackend } from "../../fake-backend.ts";
import { FakeRunner } from "../../fake-runner.ts";
import {
  casesThatCatch,
  eachOf,
  polling,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { PollCaseId } from "./poll-cases.ts";

const broken: BrokenRunners<PollCaseId> = {
  "poll/keeps-trials": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        for (const trial of all as { status: string }[]) trial.status = "RUNNING";
        return runner.pollTrialStatus(all, options);
      },
    }),
  },
  "poll/one-pass": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        for (const _ of trials);
        return runner.pollTrialStatus(trials, options);
      },
    }),
  },
  "poll/empty": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        if (all.length === 0) return new Map([["COMPLETED", new Set([0])]]);
        return runner.pollTrialStatus(all, options);
      },
    }),
  },
  "poll/once-each": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        const answer = new Map(await runner.pollTrialStatus(all, options));
        const twice = all.filter((trial, at) => all.indexOf(trial) !== at);
        if (twice.length > 0) answer.set("UNKNOWN", new Set(twice.map(({ index }) => index)));
        return answer;
      },
    }),
  },
  "poll/only-asked": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        const answer = new Map(await runner.pollTrialStatus(all, options));
        return all.length === 0 ? answer : answer.set("STALE", new Set([100]));
      },
    }),
  },
  "poll/known-words": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const answer = new Map(await runner.pollTrialStatus(trials, options));
        return answer.set("DONE" as "COMPLETED", new Set());
      },
    }),
  },
  "poll/never-sleeps": {
    breaks: (runner, { clock }) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        const answer = await runner.pollTrialStatus(all, options);
        await clock.sleep(0);
        return answer;
      },
    }),
  },
  "poll/keeps-time": {
    breaks: (runner, _, time) => ({
      async pollTrialStatus(trials, options) {
        const answer = await runner.pollTrialStatus(trials, options);
        await time.advance(1);
        return answer;
      },
    }),
  },
  "poll/instant": {
    breaks(runner) {
      let polls = 0;
      return {
        async pollTrialStatus(trials, options) {
          const answer = await runner.pollTrialStatus(trials, options);
          polls += 1;
          return polls === 1 ? new Map() : answer;
        },
      };
    },
    open(wrap) {
      const backend = new FakeBackend({ runtimeMs: 0 });
      const open = () => wrap(new FakeRunner(backend), backend);
      return {
        instant: true,
        runner: open(),
        makeTrial: (index, fate) => makeTrial({ fate }, { index }),
        reopen: open,
        patience: 50,
        settle: async () => undefined,
      };
    },
    // What such a trial has measured and printed, nobody can see.
    also: ["results/observations", "logs/ended", "logs/stderr"],
  },
  "poll/runs": {
    breaks(runner) {
      const polls = new Map<number, number>();
      return polling(runner, (index, status) => {
        polls.set(index, (polls.get(index) ?? 0) + 1);
        return status === "RUNNING" && (polls.get(index) ?? 0) > 5 ? "COMPLETED" : status;
      });
    },
    also: ["stop/others", "stop-multiple/others"],
  },
  "poll/completes": {
    breaks: (runner) =>
      polling(runner, (_, status) => (status === "COMPLETED" ? "FAILED" : status)),
    also: [
      "capacity/number",
      "details/types",
      "dispose/leaves-trials",
      "doubt/passes",
      "find/usable",
      "logs/abort-before",
      "logs/ended",
      "logs/follow",
      "logs/leave",
      "logs/stderr",
      "members/keep-trials",
      "poll/abort",
      "poll/keeps-trials",
      "poll/never-run",
      "poll/terminal-final",
      "results/abort",
      "results/final",
      "results/observations",
      "resume/ended",
      "resume/logs",
      "resume/results",
      "run-multiple/bad-among-good",
      "run-multiple/starts",
      "run/batch",
      "run/deadline-ahead",
      "run/keys-apart",
      "run/without-key",
      "run/without-key-apart",
      "stop-multiple/metadata",
      "stop/completed",
      "submission/exact",
    ],
  },
  "poll/fails": [
    {
      breaks: (runner) =>
        polling(runner, (_, status) => (status === "FAILED" ? "COMPLETED" : status)),
      also: ["details/failure-reason"],
    },
    {
      breaks(runner) {
        let ends = 0;
        return polling(runner, (_, status) => {
          if (status === "FAILED") ends += 1;
          return status === "FAILED" && ends === 4 ? "COMPLETED" : status;
        });
      },
    },
  ],
  "poll/terminal-final": {
    breaks(runner) {
      let ends = 0;
      return polling(runner, (_, status) => {
        if (status === "COMPLETED") ends += 1;
        return status === "COMPLETED" && ends === 4 ? "RUNNING" : status;
      });
    },
    also: ["stop/completed"],
  },
  "poll/never-run": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        const strangers = all.filter(({ runMetadata }) => !("job" in runMetadata));
        const known = all.filter(({ runMetadata }) => "job" in runMetadata);
        const answer = new Map(await runner.pollTrialStatus(known, options));
        const indices = strangers.map(({ index }) => index);
        return strangers.length === 0 ? answer : answer.set("RUNNING", new Set(indices));
      },
    }),
  },
  "poll/abort": {
    breaks: (runner) => ({ pollTrialStatus: (trials) => runner.pollTrialStatus(trials) }),
  },
};

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
