import { expect, test } from "vitest";
import { RunnerError } from "../../../runner-error.ts";
import type { Runner } from "../../../runner.ts";
import type { TrialDetails } from "../../../trial-details.ts";
import type { TrialResults } from "../../../trial-results.ts";
import { casesThatCatch, eachOf, type BrokenRunners } from "../../__fixtures__/broken-runner.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { QueryCaseId } from "./query-cases.ts";

const broken: BrokenRunners<QueryCaseId> = {
  "capacity/number": {
    breaks: (runner) => ({
      async pollAvailableCapacity(options) {
        const capacity = await runner.pollAvailableCapacity(options);
        return capacity === Infinity ? -1 : capacity;
      },
    }),
  },
  "capacity/exhausted": {
    breaks: (runner) => ({
      async pollAvailableCapacity(options) {
        const capacity = await runner.pollAvailableCapacity(options);
        if (capacity === 0) throw new RunnerError("NO_CAPACITY", "The quota is used up.");
        return capacity;
      },
    }),
  },
  "capacity/abort": {
    breaks: (runner) => ({ pollAvailableCapacity: () => runner.pollAvailableCapacity() }),
  },
  "details/only-asked": {
    breaks: (runner) => ({
      async pollTrialDetails(trials, options) {
        const details = new Map(await runner.pollTrialDetails(trials, options));
        return details.set(100, { backendState: "RUNNING" });
      },
    }),
  },
  "details/types": {
    breaks: (runner) =>
      changedDetails(runner, (each) =>
        each.finishedAtMs === undefined ? each : { ...each, finishedAtMs: 0 },
      ),
  },
  "details/failure-reason": {
    breaks: (runner) => changedDetails(runner, (each) => ({ ...each, reason: " " })),
  },
  "details/unmapped-word": {
    breaks: (runner) =>
      changedDetails(runner, (each) =>
        each.backendState === "HELD_FOR_REVIEW" ? { ...each, backendState: "UNKNOWN" } : each,
      ),
  },
  "details/abort": {
    breaks: (runner) => ({ pollTrialDetails: (trials) => runner.pollTrialDetails(trials) }),
  },
  "results/final": {
    breaks: (runner) => changedResults(runner, (each) => ({ ...each, final: false })),
  },
  "results/observations": {
    breaks: (runner) =>
      changedResults(runner, (each) => ({
        ...each,
        observations: [{ metric: "loss", mean: NaN }],
      })),
    also: ["results/running"],
  },
  "results/running": {
    breaks: (runner) => changedResults(runner, (each) => ({ ...each, final: true })),
  },
  "results/abort": {
    breaks: (runner) => ({ fetchResults: (trial) => runner.fetchResults(trial) }),
  },
};

/** `pollTrialDetails` with other details. */
function changedDetails(
  runner: FakeRunner,
  change: (details: TrialDetails) => TrialDetails,
): Partial<Runner> {
  return {
    async pollTrialDetails(trials, options) {
      const answer = await runner.pollTrialDetails(trials, options);
      return new Map(Array.from(answer, ([index, each]) => [index, change(each)]));
    },
  };
}

/** `fetchResults` with other results. */
function changedResults(
  runner: FakeRunner,
  change: (results: TrialResults) => TrialResults,
): Partial<Runner> {
  return {
    fetchResults: async (trial, options) => change(await runner.fetchResults(trial, options)),
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
