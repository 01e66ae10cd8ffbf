import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Runner } from "@runners/core";
import { Orchestrator, SqliteStore, type ExperimentDefinition } from "@runners/orchestrator";
import { instantRunner } from "./instant-runner.ts";
import type { Figure } from "./measure.ts";

const trials = 10_000;
const running = 1_000;

/** How long a new driver takes from its start to its first poll, with much to go on with. */
export async function resume(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "runners-bench-"));
  const path = join(folder, "experiment.db");
  try {
    const left = trials - running;
    await drive(
      path,
      { ...instantRunner, pollTrialStatus: endBelow(left) },
      (deployed) => deployed,
    );
    const startedAtMs = performance.now();
    let firstPollMs = Number.NaN;
    const polled: Runner["pollTrialStatus"] = (asked, options) => {
      firstPollMs = performance.now() - startedAtMs;
      return instantRunner.pollTrialStatus(asked, options);
    };
    await drive(path, { ...instantRunner, pollTrialStatus: polled }, () => false);
    return [
      {
        name: `first poll after a restart, ${trials} trials, ${running} running`,
        value: firstPollMs / 1_000,
        unit: "s",
        bar: "≤ 2",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Completes the trials below this index; the others run on. */
function endBelow(index: number): Runner["pollTrialStatus"] {
  return (asked) => {
    const ended = Array.from(asked, (trial) => trial.index).filter((i) => i < index);
    return Promise.resolve(new Map([["COMPLETED", new Set(ended)]]));
  };
}

async function drive(
  path: string,
  runner: Runner,
  leaves: (allDeployed: boolean) => boolean,
): Promise<void> {
  const definition: ExperimentDefinition = {
    name: "benchmark",
    parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
    runner,
    candidates: () => Array.from({ length: trials }, () => ({ x: 0.5 })),
    maxPendingTrials: running,
    initSecondsBetweenPolls: 0,
  };
  const store = await SqliteStore.open({ path });
  const orchestrator = new Orchestrator(definition, { store });
  for await (const event of orchestrator.run()) {
    const { experiment } = orchestrator;
    const all = experiment.trials.size === trials && experiment.deployed.size === running;
    if (event.type === "trial-status" || event.type === "trial-deployed") if (leaves(all)) break;
  }
  await store.close();
}
