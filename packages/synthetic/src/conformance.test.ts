import { makeTrial, runnerConformance, SpyClock } from "@runners/core/testing";
import { test } from "vitest";
import { SyntheticRunner } from "./synthetic-runner.ts";

await runnerConformance({
  test,
  create: () => {
    const clock = new SpyClock();
    return {
      instant: true,
      clock,
      runner: new SyntheticRunner({ dummyMetadata: "x", clock }),
      reopen: () => new SyntheticRunner({ dummyMetadata: "x", clock }),
      makeTrial: (index: number) => makeTrial({}, { index }),
    };
  },
});
