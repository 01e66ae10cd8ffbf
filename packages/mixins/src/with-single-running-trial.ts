import { wrapRunner, type Runner } from "@runners/core";
import { checkWrapper } from "./check-wrapper.ts";
import { settleAllButLatest } from "./settle-all-but-latest.ts";

/**
 * The runner with the polls of {@link settleAllButLatest}: at most the latest trial runs, and the
 * ones before it are `COMPLETED`. The runner's own `pollTrialStatus` is not called any more;
 * everything else is as before.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for what is no runner
 */
export function withSingleRunningTrial<R extends Runner>(runner: R): R {
  checkWrapper("withSingleRunningTrial", runner, {}, {});
  return wrapRunner(runner, {
    async pollTrialStatus(trials, { signal } = {}) {
      signal?.throwIfAborted();
      return settleAllButLatest(trials);
    },
  });
}
