import {
  RunnerError,
  systemClock,
  wrapRunner,
  type Clock,
  type OptionRules,
  type Runner,
} from "@runners/core";
import { aroundCalls } from "./around-calls.ts";
import { checkWrapper } from "./check-wrapper.ts";
import { inRange } from "./in-range.ts";

export type RetryOptions = {
  /** How often a call that failed is made again at most. Default 4; 0 is never. */
  readonly maxRetries?: number;
  /** Wait before the first retry, jitter aside. Default 250 ms. */
  readonly initialDelayMs?: number;
  /** Longest wait before a retry, jitter aside. Default 10,000 ms. */
  readonly maxDelayMs?: number;
  /** By how much each retry lengthens the wait before the next. Default 2; 1 keeps it. */
  readonly backoffFactor?: number;
  /** Share of each wait that is random, up and down, from 0 to 1. Default 0.5. */
  readonly jitter?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Source of jitter, uniform in [0, 1). Default `Math.random`. */
  readonly random?: () => number;
};

const milliseconds = { is: "number", give: "milliseconds" } as const;
const rules: OptionRules<RetryOptions> = {
  maxRetries: { is: "number", give: "a whole number of at least 0" },
  initialDelayMs: milliseconds,
  maxDelayMs: milliseconds,
  backoffFactor: { is: "number", give: "a number of at least 1" },
  jitter: { is: "number", give: "a number from 0 to 1" },
  clock: { is: "clock", give: "a Clock" },
  random: { is: "function", give: "a function that gives numbers in [0, 1)" },
};

/**
 * The runner with its queries and stops made again when they fail, after a growing wait:
 * `pollTrialStatus`, `pollTrialDetails`, `pollAvailableCapacity`, `findSubmission`, `fetchResults`,
 * `stop` and `stopMultiple`. `run` and `runMultiple` are never made again: what failed may have been
 * submitted all the same.
 *
 * An error that a retry cannot mend is passed on at once: every `RunnerError` but `BACKEND` and
 * `TIMEOUT`. The last error is passed on as it is. Aborting ends the waiting with the signal's
 * reason. Where each call has a time-out, that is the inner wrapper: `withRetries(withTimeouts(…))`.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for what is no runner, or an option that it does not know or
 *   that is out of range
 */
export function withRetries<R extends Runner>(runner: R, options: RetryOptions = {}): R {
  checkWrapper("withRetries", runner, options, rules);
  const { clock = systemClock, random = Math.random } = options;
  const maxRetries = inRange("maxRetries", options.maxRetries ?? 4, { least: 0, whole: true });
  const least = inRange("initialDelayMs", options.initialDelayMs ?? 250, { least: 0 });
  const most = inRange("maxDelayMs", options.maxDelayMs ?? Math.max(10_000, least), { least });
  const factor = inRange("backoffFactor", options.backoffFactor ?? 2, { least: 1 });
  const jitter = inRange("jitter", options.jitter ?? 0.5, { least: 0, most: 1 });
  return wrapRunner(
    runner,
    aroundCalls(runner, async ({ signal, make }) => {
      let delayMs = least;
      for (let retries = 0; ; retries += 1) {
        try {
          return await make(signal);
        } catch (error) {
          if (retries >= maxRetries || !mayPass(error)) throw error;
        }
        await clock.sleep(delayMs * (1 + jitter * (2 * random() - 1)), { signal });
        delayMs = Math.min(delayMs * factor, most);
      }
    }),
  );
}

/** Whether the call may succeed when it is made again. */
function mayPass(error: unknown): boolean {
  return !RunnerError.is(error) || error.code === "BACKEND" || error.code === "TIMEOUT";
}
