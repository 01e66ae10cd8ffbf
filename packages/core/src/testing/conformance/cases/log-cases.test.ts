import { expect, test } from "vitest";
import {
  casesThatCatch,
  eachOf,
  hang,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { LogCaseId } from "./log-cases.ts";

const broken: BrokenRunners<LogCaseId> = {
  "logs/ended": {
    breaks: (runner) => ({
      async *readLogs(trial, options) {
        for await (const line of runner.readLogs(trial, options)) yield `${line}\n`;
      },
    }),
  },
  "logs/stderr": {
    breaks: (runner) => ({
      readLogs: (trial, options) => runner.readLogs(trial, { ...options, stream: "stdout" }),
    }),
  },
  "logs/running": {
    breaks: (runner) => ({
      readLogs: (trial, options) => runner.readLogs(trial, { ...options, follow: true }),
    }),
  },
  "logs/follow": {
    breaks: (runner) => ({
      async *readLogs(trial, options) {
        let last: string | undefined;
        for await (const line of runner.readLogs(trial, options)) yield (last = line);
        if (options?.follow && last !== undefined) yield last;
      },
    }),
  },
  "logs/leave": {
    breaks: (runner) => ({
      readLogs(trial, options) {
        const lines = runner.readLogs(trial, options);
        const next = (): Promise<IteratorResult<string>> => lines.next();
        return { [Symbol.asyncIterator]: () => ({ next, return: () => hang(undefined) }) };
      },
    }),
  },
  "logs/abort-before": {
    breaks: (runner) => ({
      async *readLogs(trial, options) {
        if (options?.signal?.aborted) throw new Error("The signal is aborted.");
        yield* runner.readLogs(trial, options);
      },
    }),
  },
  "logs/abort-during": {
    breaks: (runner) => ({
      async *readLogs(trial, options) {
        options?.signal?.throwIfAborted();
        try {
          yield* runner.readLogs(trial, options);
        } catch (error) {
          if (error !== options?.signal?.reason) throw error;
        }
      },
    }),
  },
};

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
