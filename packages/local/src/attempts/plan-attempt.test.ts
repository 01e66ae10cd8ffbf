import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { localRunnerSettings } from "../local-runner-settings.ts";
import { planAttempt } from "./plan-attempt.ts";

test("a plan has the command as an array, and of the environment only names", () => {
  const settings = localRunnerSettings({
    command: process.execPath,
    args: ["train.mjs", "--lr={lr}"],
    env: { TOKEN: "a secret" },
    directory: "/tmp",
  });
  const plan = planAttempt(makeTrial({ lr: 0.1 }), settings);
  expect(plan).toEqual({
    command: [process.execPath, "train.mjs", "--lr=0.1"],
    cwd: process.cwd(),
    environment: [
      "RUNNERS_ATTEMPT",
      "RUNNERS_CHECKPOINT_DIR",
      "RUNNERS_PARAMETERS",
      "RUNNERS_RESULTS",
      "RUNNERS_SUBMISSION_KEY",
      "RUNNERS_TRIAL_INDEX",
      "TOKEN",
    ],
    directory: "/tmp",
  });
  expect(JSON.stringify(plan)).not.toContain("a secret");
});
