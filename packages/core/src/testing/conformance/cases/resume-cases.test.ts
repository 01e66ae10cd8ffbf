import { expect, test } from "vitest";
import type { Runner } from "../../../runner.ts";
import type { PolledStatus } from "../../../trial-status.ts";
import type { BaseTrial } from "../../../trial.ts";
import {
  casesThatCatch,
  eachOf,
  polling,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { ResumeCaseId } from "./resume-cases.ts";

const broken: BrokenRunners<ResumeCaseId> = {
  "resume/ended": {
    breaks: (runner) => knowsOwn(runner, (isOwn) => polls(runner, isOwn, "COMPLETED")),
    also: ["dispose/leaves-trials"],
  },
  "resume/running": {
    breaks: (runner) => knowsOwn(runner, (isOwn) => polls(runner, isOwn, "RUNNING")),
    also: ["dispose/leaves-trials"],
  },
  "resume/stop": {
    breaks: (runner) =>
      knowsOwn(runner, (isOwn) => ({
        stop: async (trial, options) => (isOwn(trial) ? runner.stop(trial, options) : {}),
      })),
  },
  "resume/results": {
    breaks: (runner) =>
      knowsOwn(runner, (isOwn) => ({
        fetchResults: async (trial, options) =>
          isOwn(trial) ? runner.fetchResults(trial, options) : { final: true, observations: [] },
      })),
  },
  "resume/logs": {
    breaks: (runner) =>
      knowsOwn(runner, (isOwn) => ({
        async *readLogs(trial, options) {
          if (isOwn(trial)) yield* runner.readLogs(trial, options);
        },
      })),
  },
  "dispose/twice": {
    breaks() {
      let disposed = false;
      return {
        async [Symbol.asyncDispose]() {
          if (disposed) throw new Error("It is disposed of already.");
          disposed = true;
        },
      };
    },
  },
  "dispose/leaves-trials": {
    breaks: (_, backend) => ({
      async [Symbol.asyncDispose]() {
        for (const { id } of backend.ledger) backend.cancel(id, "disposed");
      },
    }),
  },
};

/** A runner object that remembers the trials that it ran, in its memory only. */
function knowsOwn(
  runner: FakeRunner,
  breaks: (isOwn: (trial: BaseTrial<unknown>) => boolean) => Partial<Runner>,
): Partial<Runner> {
  const own = new Set<unknown>();
  const remembering: Pick<Runner, "run" | "runMultiple"> = {
    async run(trial, options) {
      const runMetadata = await runner.run(trial, options);
      own.add(runMetadata["job"]);
      return runMetadata;
    },
    async runMultiple(trials, options) {
      const outcomes = await runner.runMultiple(trials, options);
      for (const outcome of outcomes.values()) {
        if (outcome.outcome === "started") own.add(outcome.runMetadata["job"]);
      }
      return outcomes;
    },
  };
  return { ...remembering, ...breaks((trial) => own.has(trial.runMetadata["job"])) };
}

/** Polls that have no news of a stranger's trial with this status. */
function polls(
  runner: Runner,
  isOwn: (trial: BaseTrial<unknown>) => boolean,
  silentOn: PolledStatus,
): Partial<Runner> {
  return {
    async pollTrialStatus(trials, options) {
      const all = [...trials];
      const strangers = new Set(all.filter((trial) => !isOwn(trial)).map(({ index }) => index));
      const { pollTrialStatus } = polling(runner, (index, status) =>
        status === silentOn && strangers.has(index) ? undefined : status,
      );
      return pollTrialStatus(all, options);
    },
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
