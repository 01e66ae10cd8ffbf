import { runnerConformance } from "@runners/core/testing";
import { describe, test } from "vitest";
import { LocalHarness } from "./__fixtures__/local-harness.ts";

describe("conformance", async () => {
  await runnerConformance({
    test,
    create: () => new LocalHarness(),
    waive: {
      "needs/setReachable": "the backend is this machine, which is always there",
      "needs/reportUnmapped": "the states are this package's own",
      "needs/requeue": "a process is never queued again",
    },
  });
});
