export { settleAllButLatest } from "./settle-all-but-latest.ts";
export { SingleRunningTrialMixin, type RunnerClass } from "./single-running-trial-mixin.ts";
export { withSingleRunningTrial } from "./with-single-running-trial.ts";
