import { runnerConformance } from "@runners/core/testing";
import { describe, test } from "vitest";
import { LocalHarness } from "./__fixtures__/local-harness.ts";
import { torchxGenerations, torchxVenv } from "./__fixtures__/torchx-venv.ts";

describe.each(torchxGenerations)("conformance on local_cwd (%s)", async (generation) => {
  const venv = await torchxVenv(generation);
  await runnerConformance({
    test,
    create: () => new LocalHarness(venv),
    waive: {
      "needs/setReachable": "the backend is a child of this process",
      "needs/reportUnmapped": "TorchX makes up the states of local apps itself",
      "needs/requeue": "a process is never queued again",
    },
  });
});
