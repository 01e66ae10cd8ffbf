import { wrapRunner, type CallOptions, type Runner } from "@runners/core";
import type { TimeLimit } from "./time-limit.ts";

/**
 * The same runner, whose questions and stops end in time: with an answer, or with the error
 * `TIMEOUT`. So a call that is never answered holds nothing else up.
 *
 * A hint (`waitForChange`) is waited for as long as it takes; polls go on beside it. A submission is
 * bounded where it is made: of one that takes too long it is unknown what became of it.
 */
export function boundedRunner(runner: Runner, limit: TimeLimit): Runner {
  const within = <T>(
    options: CallOptions | undefined,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => limit.within(call, options?.signal);
  // What the runner lacks is not added, so the answers for that case are never given.
  return wrapRunner(runner, {
    pollTrialStatus: (trials, options) =>
      within(options, (signal) => runner.pollTrialStatus(trials, { signal })),
    pollTrialDetails: (trials, options) =>
      within(
        options,
        async (signal) => (await runner.pollTrialDetails?.(trials, { signal })) ?? new Map(),
      ),
    pollAvailableCapacity: (options) =>
      within(
        options,
        async (signal) => (await runner.pollAvailableCapacity?.({ signal })) ?? Infinity,
      ),
    findSubmission: (trial, submissionKey, options) =>
      within(
        options,
        async (signal) =>
          (await runner.findSubmission?.(trial, submissionKey, { signal })) ?? notLookedUp,
      ),
    fetchResults: (trial, options) =>
      within(
        options,
        async (signal) => (await runner.fetchResults?.(trial, { signal })) ?? noResults,
      ),
    stop: (trial, options) =>
      within(options, async (signal) => (await runner.stop?.(trial, { ...options, signal })) ?? {}),
    stopMultiple: (trials, options) =>
      within(
        options,
        async (signal) =>
          (await runner.stopMultiple?.(trials, { ...options, signal })) ?? new Map(),
      ),
  });
}

const notLookedUp = { outcome: "unknown", reason: "its runner cannot look it up" } as const;
const noResults = { final: true, observations: [] } as const;
