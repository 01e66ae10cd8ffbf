import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RunnerError } from "@runners/core";
import { LocalRunner } from "@runners/local";
import {
  Experiment,
  SqliteStore,
  type ExperimentEvent,
  type OrchestratorOptions,
} from "@runners/orchestrator";
import { makeTrial } from "@runners/core/testing";
import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterFaults } from "../cluster/protocol.ts";
import { DriverProcess } from "../drivers/driver-process.ts";
import type { DriverPart, DriverPlan } from "../drivers/driver-plan.ts";
import { judge, type LedgerEntry } from "./judge.ts";
import type { Verdict } from "./verdict.ts";

/** One experiment on one backend, to be driven by processes that are killed. */
export interface Stage {
  readonly storePath: string;
  readonly trials: number;
  /** What a driver says once it drives. */
  readonly readyWord: string;
  /** Starts a driver, perhaps one with a part to play. */
  drive(part?: DriverPart): DriverProcess;
  /** No more faults from here on, so that the experiment can come to its end. */
  heal(): Promise<void>;
  /** Whether the store says that it is over: the next driver would begin it anew. */
  isOver(): Promise<boolean>;
  /**
   * Does what a person has to: looks into the ledger, and has those submitted again that it lacks.
   * Returns how many. The driver left them, since they had got lost on their way twice.
   */
  resolve(): Promise<number>;
  /** What became of it, once it has ended. */
  judge(): Promise<Verdict>;
}

const program = fileURLToPath(new URL("../drivers/driver.ts", import.meta.url));

/** Starts a driver of this plan. */
export function startDriver(plan: DriverPlan): DriverProcess {
  return new DriverProcess([program, JSON.stringify(plan)]);
}

/** Fast, so that many kills fit into a minute; the proportions are those of the defaults. */
const options: OrchestratorOptions = {
  maxPendingTrials: 4,
  initSecondsBetweenPolls: 0.02,
  secondsBetweenPollsBackoffFactor: 1,
  submitTimeoutMs: 800,
  callTimeoutMs: 800,
  submissionGraceMs: 120_000,
  missingGraceMs: 10_000,
  resultsGraceMs: 60_000,
};

/** An experiment on a partition of its own of the fake cluster. */
export async function clusterStage(
  cluster: Cluster,
  given: {
    readonly folder: string;
    readonly name: string;
    readonly trials: number;
    readonly seed: number;
    readonly random: () => number;
  },
): Promise<Stage> {
  const { folder, name: partition, trials, seed, random } = given;
  const visibilityMs = random() < 0.5 ? 0 : 150;
  const often = (most: number): number => (random() < 0.5 ? 0 : random() * most);
  const faults: ClusterFaults = {
    executeAndTimeOut: often(0.3),
    vanish: often(0.1),
    refuse: often(0.2),
    fail: often(0.3),
    hang: often(0.1),
    leaveOut: often(0.3),
    babble: often(0.2),
    requeue: often(0.3),
  };
  const runtimeMs = [5, 80] as const;
  // Ids are used again after 16 jobs; at most 4 of them run at a time.
  const made = { slots: 5, runtimeMs, visibilityMs, ids: 16, seed, faults };
  await cluster.control(partition, { op: "create", options: made });
  const storePath = join(folder, `${partition}.db`);
  const backend = {
    type: "cluster",
    socketPath: cluster.socketPath,
    partition,
    submissionGuarantee: random() < 0.5 ? "exact" : "reattach",
    visibilityMs,
    callTimeoutMs: 400,
  } as const;
  return {
    storePath,
    trials,
    readyWord: "driving",
    drive: (part) => startDriver({ storePath, trials, options, backend, ...part }),
    async heal() {
      await cluster.control(partition, { op: "heal" });
    },
    isOver: () => isOver(storePath),
    resolve: () =>
      resubmit(storePath, new Set(cluster.ledger(partition).map(({ key = "" }) => key))),
    async judge() {
      const states = new Map<string, boolean>();
      for (const { key = "", finishedAtMs } of await cluster.jobs(partition)) {
        states.set(key, (states.get(key) ?? true) && finishedAtMs !== undefined);
      }
      const ledger = cluster
        .ledger(partition)
        .map(({ key = "" }) => ({ key, hasEnded: states.get(key) ?? false }));
      return judge(await eventsIn(storePath), ledger, trials);
    },
  };
}

/** An experiment of real processes, which write down themselves that they were started. */
export function localStage(given: {
  readonly folder: string;
  readonly name: string;
  readonly trials: number;
}): Stage {
  const { folder, name, trials } = given;
  const script = join(folder, `${name}.sh`);
  const ledgerPath = join(folder, `${name}.ledger`);
  const directory = join(folder, name);
  const storePath = join(folder, `${name}.db`);
  const backend = { type: "local", directory, script, ledgerPath } as const;
  writeFileSync(
    script,
    `echo "$RUNNERS_SUBMISSION_KEY" >>"$1"; sleep 0.05; printf '{"loss": 1}' >"$RUNNERS_RESULTS"\n`,
  );
  return {
    storePath,
    trials,
    readyWord: "driving",
    drive: (part) => startDriver({ storePath, trials, options, backend, ...part }),
    heal: async () => undefined,
    isOver: () => isOver(storePath),
    resolve: () => resubmit(storePath, new Set(keysIn(ledgerPath))),
    judge: () => judgeLocal({ storePath, ledgerPath, directory, trials }),
  };
}

/** Judges an experiment of processes by what these wrote down when they were started. */
export async function judgeLocal(given: {
  readonly storePath: string;
  readonly ledgerPath: string;
  readonly directory: string;
  readonly trials: number;
}): Promise<Verdict> {
  const { storePath, ledgerPath, directory, trials } = given;
  const runner = new LocalRunner({ command: "/bin/sh", directory });
  const ledger: LedgerEntry[] = [];
  for (const key of keysIn(ledgerPath)) {
    ledger.push({ key, hasEnded: await hasCompleted(runner, key) });
  }
  return judge(await eventsIn(storePath), ledger, trials);
}

/** Whether the attempt of this key has completed. Keys end with the index and the attempt. */
async function hasCompleted(runner: LocalRunner, key: string): Promise<boolean> {
  const [index = 0, attempt = 0] = key.split("-").slice(-2).map(Number);
  const trial = makeTrial(
    {},
    { index, attempt, experiment: { name: "chaos", runningTrialIndices: [] } },
  );
  const lookup = await runner.findSubmission(trial, key);
  if (lookup.outcome !== "found") return false;
  const [runMetadata] = lookup.found;
  const polled = await runner.pollTrialStatus([{ ...trial, status: "RUNNING", runMetadata }]);
  return polled.get("COMPLETED")?.has(index) === true;
}

function keysIn(ledgerPath: string): readonly string[] {
  if (!existsSync(ledgerPath)) return [];
  const lines = readFileSync(ledgerPath, "utf8").split("\n");
  return lines.filter((line) => line !== "");
}

/** Has those submitted again that the backend never accepted; returns how many. */
export async function resubmit(storePath: string, accepted: ReadonlySet<string>): Promise<number> {
  const experiment = new Experiment({ name: "chaos" });
  for (const event of await eventsIn(storePath)) experiment.apply(event);
  const store = await SqliteStore.open({ path: storePath });
  let resolved = 0;
  try {
    for (const index of experiment.unresolved) {
      if (accepted.has(experiment.trial(index).submission?.submissionKey ?? "")) continue;
      await store.request({ type: "resolve", index, resolution: { type: "resubmit" } });
      resolved += 1;
    }
  } finally {
    await store.close();
  }
  return resolved;
}

export async function isOver(storePath: string): Promise<boolean> {
  try {
    const last = (await eventsIn(storePath)).at(-1);
    return last?.type === "experiment-ended" && last.outcome === "completed";
  } catch (error) {
    // A driver that is killed while it makes the store leaves none, or an empty file.
    if (RunnerError.is(error, "STORE")) return false;
    throw error;
  }
}

export async function eventsIn(storePath: string): Promise<readonly ExperimentEvent[]> {
  const reader = await SqliteStore.openReader({ path: storePath });
  try {
    return await reader.load();
  } finally {
    await reader.close();
  }
}
