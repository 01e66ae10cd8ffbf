import { expect, test } from "vitest";
import { RunnerError } from "../../../runner-error.ts";
import {
  casesThatCatch,
  eachOf,
  polling,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { FakeBackend } from "../../fake-backend.ts";
import type { StopCaseId } from "./stop-cases.ts";

const broken: BrokenRunners<StopCaseId> = {
  "stop/ends": [
    {
      breaks: (runner, backend) => ({
        async stop(trial, options = {}) {
          backend.freeSlots();
          if (options.force) return runner.stop(trial, options);
          options.signal?.throwIfAborted();
          return options.reason === undefined ? {} : { reason: options.reason };
        },
      }),
      also: ["stop/twice", "stop/staged", "stop/others", "resume/stop"],
    },
    {
      breaks(runner) {
        let ends = 0;
        return polling(runner, (_, status) => {
          if (status === "ABANDONED") ends += 1;
          return status === "ABANDONED" && ends === 3 ? "FAILED" : status;
        });
      },
    },
  ],
  "stop/force": {
    breaks: (runner) => ({
      stop: async (trial, options) => (options?.force ? {} : runner.stop(trial, options)),
    }),
  },
  "stop/reason": {
    breaks: (runner) => ({
      async stop(trial, options) {
        await runner.stop(trial, options);
        return {};
      },
    }),
  },
  "stop/no-reason": {
    breaks: (runner) => ({
      stop: async (trial, options) => ({ reason: "", ...(await runner.stop(trial, options)) }),
    }),
  },
  "stop/twice": {
    breaks: (runner, backend) => ({
      async stop(trial, options) {
        if (backend.job(trial.index)?.state === "CANCELLED") throw refusal();
        return runner.stop(trial, options);
      },
    }),
    also: ["stop/abort-during"],
  },
  "stop/completed": {
    breaks(runner) {
      const stopped = new Set<number>();
      return {
        ...polling(runner, (index, status) => {
          return status === "COMPLETED" && stopped.has(index) ? "ABANDONED" : status;
        }),
        async stop(trial, options) {
          const metadata = await runner.stop(trial, options);
          stopped.add(trial.index);
          return metadata;
        },
      };
    },
  },
  "stop/staged": {
    breaks: (runner, backend) => ({
      async stop(trial, options) {
        return backend.job(trial.index)?.state === "QUEUED" ? {} : runner.stop(trial, options);
      },
    }),
  },
  "stop/others": {
    breaks: (runner, backend) => ({
      async stop(trial, options) {
        const metadata = await runner.stop(trial, options);
        cancelAll(backend);
        return metadata;
      },
    }),
  },
  "stop/abort-before": {
    breaks: (runner) => ({
      stop: (trial, options) => runner.stop(trial, { ...options, signal: undefined }),
    }),
  },
  "stop/abort-during": {
    breaks: (runner) => ({
      async stop(trial, options) {
        options?.signal?.throwIfAborted();
        const metadata = await runner.stop(trial, options);
        if (options?.signal?.aborted) throw new Error("The stop was aborted.");
        return metadata;
      },
    }),
  },
  "stop/unreachable": {
    breaks: (runner) => ({
      async stop(trial, options) {
        try {
          return await runner.stop(trial, options);
        } catch (error) {
          if (RunnerError.is(error, "BACKEND")) return {};
          throw error;
        }
      },
    }),
  },
  "stop-multiple/ends": {
    breaks: (runner) => ({
      async stopMultiple(trials, options = {}) {
        const { reason } = options;
        const [first, ...others] = trials;
        const stopped = new Map(first && (await runner.stopMultiple([first], options)));
        for (const { index } of others) stopped.set(index, reason === undefined ? {} : { reason });
        return stopped;
      },
    }),
  },
  "stop-multiple/metadata": {
    breaks: (runner, backend) => ({
      async stopMultiple(trials, options) {
        const running = [...trials].filter(({ index }) => backend.job(index)?.state === "RUNNING");
        return runner.stopMultiple(running, options);
      },
    }),
  },
  "stop-multiple/others": {
    breaks: (runner, backend) => ({
      async stopMultiple(trials, options) {
        const stopped = await runner.stopMultiple(trials, options);
        cancelAll(backend);
        return stopped;
      },
    }),
  },
  "stop-multiple/abort-before": {
    breaks: (runner) => ({
      stopMultiple: (trials, options) =>
        runner.stopMultiple(trials, { ...options, signal: undefined }),
    }),
  },
};

function cancelAll(backend: FakeBackend): void {
  for (const { id } of backend.ledger) backend.cancel(id, "all of them");
}

function refusal(): RunnerError {
  return new RunnerError("BACKEND", "It was stopped already.");
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
