import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { SqliteStore, type ExperimentStore } from "@runners/orchestrator";
import { runExperiment } from "./experiments.ts";
import { instantRunner } from "./instant-runner.ts";
import { timed, type Figure } from "./measure.ts";

const trials = 10_000;
const few = 300;

/** The loop with every promise on, beside as many bare durable commits on the same disk. */
export async function durable(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "runners-bench-"));
  try {
    const store = counting(await SqliteStore.open({ path: join(folder, "experiment.db") }));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const loopMs = await timed(() => runExperiment({ trials, runner: instantRunner, store }));
    delay.disable();
    const peakMiB = process.memoryUsage().rss / 2 ** 20;
    await store.close();
    const serial = counting(await SqliteStore.open({ path: join(folder, "serial.db") }));
    await runExperiment({ trials: few, runner: instantRunner, store: serial, maxPendingTrials: 1 });
    await serial.close();
    const bareMs = bareCommits(join(folder, "bare.db"), trials);
    return [
      {
        name: "durable commits a trial, one at a time",
        value: serial.commits / few,
        unit: "",
        bar: "≤ 6",
      },
      { name: "the same, 100 at a time", value: store.commits / trials, unit: "", bar: "≤ 6" },
      {
        name: "10,000 durable trials: rate over that of 10,000 bare commits",
        value: bareMs / loopMs,
        unit: "×",
        bar: "≥ 0.5",
      },
      { name: "10,000 durable trials", value: (trials / loopMs) * 1e3, unit: "trials/s", bar: "" },
      { name: "memory at their end", value: peakMiB, unit: "MiB", bar: "≤ 300" },
      { name: "event-loop delay, p99", value: delay.percentile(99) / 1e6, unit: "ms", bar: "≤ 50" },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Counting = ExperimentStore & { commits: number };

function counting(store: ExperimentStore): Counting {
  const append = store.append.bind(store);
  return Object.assign(store, {
    commits: 0,
    append(this: Counting, ...call: Parameters<ExperimentStore["append"]>) {
      this.commits += 1;
      return append(...call);
    },
  });
}

function bareCommits(path: string, count: number): number {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (body TEXT)");
  const insert = database.prepare("INSERT INTO t VALUES (?)");
  const startedAtMs = performance.now();
  for (let i = 0; i < count; i += 1) {
    database.exec("BEGIN IMMEDIATE");
    insert.run("{}");
    database.exec("COMMIT");
  }
  const ms = performance.now() - startedAtMs;
  database.close();
  return ms;
}
