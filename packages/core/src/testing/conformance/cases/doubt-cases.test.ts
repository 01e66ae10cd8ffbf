import { expect, test } from "vitest";
import type { Runner } from "../../../runner.ts";
import type { PolledStatus } from "../../../trial-status.ts";
import {
  casesThatCatch,
  eachOf,
  polling,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { DoubtCaseId } from "./doubt-cases.ts";

const broken: BrokenRunners<DoubtCaseId> = {
  "doubt/not-terminal": { breaks: (runner) => failedPollMeans(runner, "FAILED") },
  "doubt/not-missing": { breaks: (runner) => failedPollMeans(runner, "MISSING") },
  "doubt/passes": {
    breaks(runner) {
      const failed = new Set<number>();
      return {
        async pollTrialStatus(trials, options) {
          const all = [...trials];
          try {
            const answer = await runner.pollTrialStatus(all, options);
            return all.some(({ index }) => failed.has(index))
              ? new Map([["FAILED", failed]])
              : answer;
          } catch (error) {
            if (error !== options?.signal?.reason) for (const { index } of all) failed.add(index);
            throw error;
          }
        },
      };
    },
  },
  "doubt/missing": {
    breaks: (runner) => ({
      async pollTrialStatus(trials, options) {
        const all = [...trials];
        const ran = new Set(
          all.flatMap((trial) => ("job" in trial.runMetadata ? [trial.index] : [])),
        );
        const { pollTrialStatus } = polling(runner, (index, status) =>
          status === "MISSING" && ran.has(index) ? "FAILED" : status,
        );
        return pollTrialStatus(all, options);
      },
    }),
  },
  "doubt/unmapped": {
    breaks: (runner) => polling(runner, (_, status) => (status === "UNKNOWN" ? "FAILED" : status)),
  },
  "doubt/requeued": {
    breaks: (runner) =>
      polling(runner, (_, status) => (status === "STAGED" ? "ABANDONED" : status)),
  },
};

function failedPollMeans(runner: Runner, status: PolledStatus): Partial<Runner> {
  return {
    async pollTrialStatus(trials, options) {
      const all = [...trials];
      try {
        return await runner.pollTrialStatus(all, options);
      } catch (error) {
        if (error === options?.signal?.reason) throw error;
        return new Map([[status, new Set(all.map(({ index }) => index))]]);
      }
    },
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
