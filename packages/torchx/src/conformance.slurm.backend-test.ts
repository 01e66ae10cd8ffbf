import { runnerConformance } from "@runners/core/testing";
import { afterAll, describe, test } from "vitest";
import { SlurmCluster } from "./__fixtures__/slurm-cluster.ts";
import { SlurmHarness } from "./__fixtures__/slurm-harness.ts";
import { torchxVenv } from "./__fixtures__/torchx-venv.ts";

const unmapped = "Slurm says no word of its own that it has no row for";

describe("conformance on Slurm with accounting, TorchX 0.7.0", async () => {
  const [venv, cluster] = await Promise.all([torchxVenv("release"), SlurmCluster.start()]);
  afterAll(() => cluster[Symbol.asyncDispose]());
  await runnerConformance({
    test,
    create: () => new SlurmHarness(venv, cluster),
    waive: {
      "needs/reportUnmapped": unmapped,
      "doubt/missing": "its accounting forgets no job; the cluster without one does",
    },
  });
});

describe("conformance on Slurm without accounting, TorchX's development line", async () => {
  const [venv, cluster] = await Promise.all([
    torchxVenv("nightly"),
    SlurmCluster.start({ accounting: false, minJobAge: 2 }),
  ]);
  afterAll(() => cluster[Symbol.asyncDispose]());
  await runnerConformance({
    test,
    create: () => new SlurmHarness(venv, cluster),
    waive: { "needs/reportUnmapped": unmapped },
  });
});
