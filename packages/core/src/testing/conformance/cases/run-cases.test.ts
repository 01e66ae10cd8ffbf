import { expect, test } from "vitest";
import { RunnerError, type RunnerErrorCode } from "../../../runner-error.ts";
import type { Runner } from "../../../runner.ts";
import {
  casesThatCatch,
  eachOf,
  polling,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { FakeBackend } from "../../fake-backend.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { RunCaseId } from "./run-cases.ts";

const broken: BrokenRunners<RunCaseId> = {
  "run/metadata-json": {
    breaks: (runner) => ({
      async run(trial, options) {
        const submittedAt = new Date(0) as unknown as string;
        return { ...(await runner.run(trial, options)), submittedAt };
      },
    }),
  },
  "run/report-keys": { breaks: () => ({ runMetadataReportKeys: ["job", "url"] }) },
  "run/keeps-trial": {
    breaks: (runner) => ({
      async run(trial, options) {
        const runMetadata = await runner.run(trial, options);
        (trial as { runMetadata: unknown }).runMetadata = runMetadata;
        return runMetadata;
      },
    }),
  },
  "run/without-key": {
    breaks: (runner) => ({
      async run(trial, options) {
        if (options === undefined) throw new RunnerError("INVALID_ARGUMENT", "Give a key.");
        return runner.run(trial, options);
      },
    }),
    also: ["run/without-key-apart"],
  },
  "run/without-key-apart": {
    breaks: (runner) => ({
      run: (trial, options) => runner.run(trial, { submissionKey: "default", ...options }),
    }),
  },
  "run/accepted-once": {
    breaks: (runner) => ({
      // As a retry of a call that was slow, and not lost.
      async run(trial, options) {
        await runner.run(trial, { ...options, submissionKey: undefined });
        return runner.run(trial, options);
      },
    }),
    also: [
      "run/keys-apart",
      "run/abort-during",
      "submission/exact",
      "submission/exact-at-once",
      "submission/exact-reopened",
    ],
  },
  "run/keys-apart": {
    breaks(runner) {
      const firsts = new Map<number, ReturnType<Runner["run"]>>();
      return {
        async run(trial, options) {
          const first = firsts.get(trial.index);
          if (first !== undefined && trial.attempt > 0) return first;
          const running = runner.run(trial, options);
          firsts.set(trial.index, running);
          return running;
        },
      };
    },
  },
  "run/staged": {
    given: { runner: { stagingRequired: true }, backend: { queueMs: 25 } },
    breaks: (runner) =>
      polling(runner, (_, status) => (status === "STAGED" ? "CANDIDATE" : status)),
    also: ["doubt/requeued"],
  },
  "run/batch": {
    breaks: (runner) => ({
      async run(trial, options) {
        if (trial.kind === "batch") throw new TypeError("One arm is all I take.");
        return runner.run(trial, options);
      },
    }),
  },
  "run/invalid": { breaks: (runner) => rejecting(runner, "INVALID_TRIAL", "BACKEND") },
  "run/invalid-starts-nothing": {
    breaks: (runner, backend) => startingAllTheSame(runner, backend, "INVALID_TRIAL"),
  },
  "run/deadline-ahead": {
    breaks: (runner) => ({
      run: (trial, options = {}) =>
        runner.run(
          trial,
          options.notAfterMs === undefined ? options : { ...options, notAfterMs: 0 },
        ),
    }),
  },
  "run/deadline": { breaks: (runner) => rejecting(runner, "DEADLINE_PASSED", "BACKEND") },
  "run/deadline-starts-nothing": {
    breaks: (runner, backend) => startingAllTheSame(runner, backend, "DEADLINE_PASSED"),
  },
  "run/abort-before": {
    breaks: (runner) => ({
      async run(trial, options) {
        if (options?.signal?.aborted) throw new Error("The signal is aborted.");
        return runner.run(trial, options);
      },
    }),
  },
  "run/abort-before-starts-nothing": {
    breaks: (runner, backend) => ({
      async run(trial, options) {
        if (options?.signal?.aborted) submit(backend, trial);
        return runner.run(trial, options);
      },
    }),
  },
  "run/abort-during": {
    breaks: (runner) => ({
      async run(trial, options) {
        const runMetadata = await runner.run(trial, options);
        options?.signal?.throwIfAborted();
        return runMetadata;
      },
    }),
  },
  "run/unreachable": {
    breaks: (runner) => ({
      run: (trial, options) =>
        runner.run(trial, options).catch((error: unknown) => {
          if (RunnerError.is(error, "BACKEND")) return { job: "job-1" };
          throw error;
        }),
    }),
  },
  "run/no-capacity": { breaks: (runner) => rejecting(runner, "NO_CAPACITY", "BACKEND") },
  "run/no-capacity-starts-nothing": {
    breaks: (runner, backend) => startingAllTheSame(runner, backend, "NO_CAPACITY"),
  },
};

/** `run` that rejects with another code. */
function rejecting(
  runner: FakeRunner,
  code: RunnerErrorCode,
  other: RunnerErrorCode,
): Partial<Runner> {
  return {
    run: (trial, options) =>
      runner.run(trial, options).catch((error: unknown) => {
        throw RunnerError.is(error, code) ? new RunnerError(other, error.message) : error;
      }),
  };
}

/** `run` that rejects with this code, and deploys. */
function startingAllTheSame(
  runner: FakeRunner,
  backend: FakeBackend,
  code: RunnerErrorCode,
): Partial<Runner> {
  return {
    run: (trial, options) =>
      runner.run(trial, options).catch((error: unknown) => {
        if (RunnerError.is(error, code)) submit(backend, trial);
        throw error;
      }),
  };
}

function submit(backend: FakeBackend, trial: Parameters<Runner["run"]>[0]): void {
  backend.setSlots(Infinity);
  backend.submit({ key: undefined, once: false, trialIndex: trial.index, attempt: trial.attempt });
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
