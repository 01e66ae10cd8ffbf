import { expect, test } from "vitest";
import { casesThatCatch, eachOf, type BrokenRunners } from "../../__fixtures__/broken-runner.ts";
import type { PlanCaseId } from "./plan-cases.ts";

const broken: BrokenRunners<PlanCaseId> = {
  "plan/json": {
    breaks: (runner) => ({
      planRun: async (trial, options) => ({
        ...(await runner.planRun(trial, options)),
        job: Number.NaN,
      }),
    }),
  },
  "plan/starts-nothing": {
    breaks: (runner) => ({
      async planRun(trial, options) {
        const plan = await runner.planRun(trial, options);
        await runner.run(trial);
        return plan;
      },
    }),
  },
  "plan/abort": {
    breaks: (runner) => ({ planRun: (trial) => runner.planRun(trial) }),
  },
};

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
