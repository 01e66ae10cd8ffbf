import { makeTrial, runnerConformance, SpyClock } from "@runners/core/testing";
import { test } from "vitest";
import { testProblem } from "./functions/index.ts";
import { BotorchTestProblemRunner } from "./index.ts";

await runnerConformance({
  test,
  create: () => {
    const clock = new SpyClock();
    const testProblemOfTrials = testProblem("ConstrainedGramacy", { noiseStd: 0.1 });
    const create = (): BotorchTestProblemRunner =>
      new BotorchTestProblemRunner({ testProblem: testProblemOfTrials, clock });
    return {
      instant: true,
      runner: create(),
      clock,
      makeTrial: (index) => makeTrial({ x1: 0.25, x2: 0.5 }, { index }),
      makeInvalidTrial: (index) => makeTrial({ x1: 0.25, x2: 1.5 }, { index }),
      reopen: create,
    };
  },
});
