import { expect, test } from "vitest";
import { RunnerError } from "../../../runner-error.ts";
import type { RunMultipleOptions, Runner } from "../../../runner.ts";
import type { RunOutcome } from "../../../run-outcome.ts";
import { casesThatCatch, eachOf, type BrokenRunners } from "../../__fixtures__/broken-runner.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { BatchCaseId } from "./batch-cases.ts";

const broken: BrokenRunners<BatchCaseId> = {
  "run-multiple/starts": {
    breaks: (runner) => ({
      async runMultiple(trials, options) {
        const outcomes = await runner.runMultiple(trials, options);
        if ([...outcomes.values()].some(({ outcome }) => outcome !== "started")) return outcomes;
        // Each trial gets the outcome of another one.
        const turned = [...outcomes.values()].toReversed().values();
        return new Map(Array.from(outcomes, ([index, own]) => [index, turned.next().value ?? own]));
      },
    }),
  },
  "run-multiple/metadata-json": {
    breaks: (runner) =>
      changed(runner, (outcome) => {
        if (outcome.outcome !== "started") return outcome;
        const at = new Date(0) as unknown as string;
        return { outcome: "started", runMetadata: { ...outcome.runMetadata, at } };
      }),
  },
  "run-multiple/keys": {
    breaks: (runner) => ({
      runMultiple: (trials, options) =>
        runner.runMultiple(trials, { ...options, submissionKeys: undefined }),
    }),
  },
  "run-multiple/bad-among-good": {
    breaks: (runner) => ({
      async runMultiple(trials, options) {
        const answer = await runner.runMultiple(trials, options);
        for (const outcome of answer.values()) {
          if (outcome.outcome === "rejected" && outcome.error.code === "INVALID_TRIAL") {
            throw outcome.error;
          }
        }
        return answer;
      },
    }),
  },
  "run-multiple/deadline": {
    breaks: (runner) =>
      changed(runner, (outcome) =>
        outcome.outcome === "rejected" && outcome.error.code === "DEADLINE_PASSED"
          ? { outcome: "deferred", reason: "too late" }
          : outcome,
      ),
  },
  "run-multiple/no-capacity": {
    breaks: (runner) =>
      changed(runner, (outcome) =>
        outcome.outcome === "deferred"
          ? { outcome: "rejected", error: new RunnerError("NO_CAPACITY", outcome.reason) }
          : outcome,
      ),
  },
  "run-multiple/unreachable": {
    breaks: (runner) =>
      changed(runner, (outcome) =>
        outcome.outcome === "rejected" && outcome.error.code === "BACKEND"
          ? { outcome: "started", runMetadata: { job: "job-1" } }
          : outcome,
      ),
  },
  "run-multiple/abort-before": {
    breaks: (runner) => ({
      async runMultiple(trials, options) {
        options?.signal?.throwIfAborted();
        return runner.runMultiple(trials, options);
      },
    }),
  },
  "run-multiple/abort-during": {
    breaks: (runner) =>
      changed(runner, (outcome, options) =>
        options.signal?.aborted ? { outcome: "deferred", reason: "aborted" } : outcome,
      ),
  },
};

/** `runMultiple` with other outcomes. */
function changed(
  runner: FakeRunner,
  change: (outcome: RunOutcome, options: RunMultipleOptions) => RunOutcome,
): Partial<Runner> {
  return {
    async runMultiple(trials, options = {}) {
      const answer = await runner.runMultiple(trials, options);
      return new Map(Array.from(answer, ([index, outcome]) => [index, change(outcome, options)]));
    },
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
