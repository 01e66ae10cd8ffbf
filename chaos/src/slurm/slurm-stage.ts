import { join } from "node:path";
import type { OrchestratorOptions } from "@runners/orchestrator";
import type { SlurmCluster } from "@runners/torchx/fixtures/slurm-cluster";
import type { LedgerEntry } from "../harness/judge.ts";
import { judge } from "../harness/judge.ts";
import { eventsIn, isOver, resubmit, startDriver, type Stage } from "../harness/stage.ts";

const options: OrchestratorOptions = {
  maxPendingTrials: 4,
  initSecondsBetweenPolls: 0.2,
  secondsBetweenPollsBackoffFactor: 1,
  submitTimeoutMs: 5_000,
  callTimeoutMs: 10_000,
  submissionGraceMs: 120_000,
  missingGraceMs: 60_000,
  resultsGraceMs: 60_000,
};

/** An experiment of jobs on a real cluster, judged by the cluster's own record. */
export function slurmStage(
  cluster: SlurmCluster,
  given: { readonly name: string; readonly trials: number; readonly python: string },
): Stage {
  const { name, trials, python } = given;
  const folder = cluster.makeFolder(name);
  const storePath = join(folder, "experiment.db");
  const slurmConf = cluster.env["SLURM_CONF"] ?? "";
  const backend = { type: "slurm", python, slurmConf, folder, callTimeoutMs: 5_000 } as const;
  return {
    storePath,
    trials,
    readyWord: "driving",
    drive: (part) => startDriver({ storePath, trials, options, backend, ...part }),
    heal: async () => undefined,
    isOver: () => isOver(storePath),
    async resolve() {
      const events = await eventsIn(storePath);
      return resubmit(
        storePath,
        new Set((await ledgerOf(cluster, keysIn(events))).map(({ key }) => key)),
      );
    },
    async judge() {
      const events = await eventsIn(storePath);
      return judge(events, await ledgerOf(cluster, keysIn(events)), trials);
    },
  };
}

type Events = Awaited<ReturnType<typeof eventsIn>>;

function keysIn(events: Events): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => (event.type === "submission-intended" ? [event.submissionKey] : [])),
  );
}

/** The jobs of these keys; TorchX names each `<key>-0`. */
async function ledgerOf(
  cluster: SlurmCluster,
  keys: ReadonlySet<string>,
): Promise<readonly LedgerEntry[]> {
  return (await cluster.ledger()).flatMap(({ name, state }) => {
    const key = name.replace(/-0$/, "");
    if (!keys.has(key)) return [];
    const hasEnded = !/^(?:PENDING|CONFIGURING|RUNNING|SUSPENDED)$/.test(state);
    return [{ key, hasEnded }];
  });
}
