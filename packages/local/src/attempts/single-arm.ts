import { RunnerError, type BaseTrial, type Trial } from "@runners/core";

/** @throws {RunnerError} `INVALID_TRIAL` for a trial of several arms */
export function singleArm(trial: BaseTrial): Trial {
  if (trial.kind === "trial") return trial;
  const message =
    `Trial ${trial.index} is a BatchTrial of ${trial.arms.length} arms; ` +
    `a LocalRunner runs trials of one arm: give each arm a trial of its own.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: trial.index });
}
