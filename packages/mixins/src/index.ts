export { settleAllButLatest } from "./settle-all-but-latest.ts";
export { SingleRunningTrialMixin, type RunnerClass } from "./single-running-trial-mixin.ts";
export { withMaxLiveTrials, type MaxLiveTrialsOptions } from "./with-max-live-trials.ts";
export { withRetries, type RetryOptions } from "./with-retries.ts";
export { withSingleRunningTrial } from "./with-single-running-trial.ts";
export { withTimeouts, type TimeoutOptions } from "./with-timeouts.ts";
