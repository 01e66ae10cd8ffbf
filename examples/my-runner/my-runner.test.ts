import { test } from "node:test";
import { makeTrial, runnerConformance } from "@runners/core/testing";
import { MyRunner, type Jobs } from "./my-runner.ts";

await runnerConformance({
  test,
  create: () => {
    const jobs: Jobs = new Map();
    return {
      runner: new MyRunner(jobs),
      reopen: () => new MyRunner(jobs),
      instant: true,
      makeTrial: (index) => makeTrial({ lr: 0.1 }, { index }),
    };
  },
});
