/**
 * What the store costs beside bare durable commits of the same disk, and how long a large one takes
 * to be driven again. Prints a table, and the same as JSON. Exits with 1 if a bar is not met.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { systemClock } from "@runners/core";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import { SqliteStore } from "./sqlite-store.ts";

const rounds = 20;
const commitsPerRound = 150;
const batchSize = 100;
const trials = 10_000;
const eventsPerTrial = 6;
/** The least share of the rate of bare commits, and the most time to resume, that will do. */
const bars = { ratio: 0.5, resumeMs: 2_000 };

// Not the folder for temporary files: that may be memory, which makes every commit durable at once.
const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "store-bench-"));

try {
  const commits = await compareCommits();
  const resume = await measureResume();
  const figures = { commits, resume, bars };
  const rows = [
    ["bare durable commits", `${commits.barePerSecond}/s`],
    ["appends, one event each", `${commits.appendsPerSecond}/s`],
    ["  of the rate of bare commits", `${commits.ratio} (bar: ${bars.ratio})`],
    ["  in the worst and the best round", `${commits.worstRatio} to ${commits.bestRatio}`],
    [`events, ${batchSize} an append`, `${commits.batchedEventsPerSecond}/s`],
    [`open ${trials} trials, ${resume.events} events`, `${resume.openMs} ms`],
    ["  acquire, with the check for damage", `${resume.acquireMs} ms`],
    ["  load", `${resume.loadMs} ms`],
    ["  together", `${resume.totalMs} ms (bar: ${bars.resumeMs} ms)`],
    ["  the file", `${resume.megabytes} MB`],
  ] as const;
  for (const [what, figure] of rows) process.stdout.write(`${what.padEnd(44)} ${figure}\n`);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (commits.ratio < bars.ratio || resume.totalMs > bars.resumeMs) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The two sides in turns, so that what else the disk does meets both alike. */
async function compareCommits() {
  const bare = new DatabaseSync(join(folder, "bare.db"));
  bare.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT)",
  );
  const insert = bare.prepare("INSERT INTO events (body) VALUES (?)");
  const store = await SqliteStore.open({ path: join(folder, "store.db") });
  await store.acquire();
  let bareMs = 0;
  let storeMs = 0;
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const roundMs = await timed(async () => {
      for (let i = 0; i < commitsPerRound; i += 1) insert.run(JSON.stringify(event(i)));
    });
    const roundStoreMs = await timed(async () => {
      for (let i = 0; i < commitsPerRound; i += 1) await store.append([event(i)], i);
    });
    // The first round warms up.
    if (round < 0) continue;
    bareMs += roundMs;
    storeMs += roundStoreMs;
    ratios.push(roundMs / roundStoreMs);
  }
  const batches = 50;
  const batch = Array.from({ length: batchSize }, (_, i) => event(i));
  const batchedMs = await timed(async () => {
    for (let i = 0; i < batches; i += 1) await store.append(batch, i);
  });
  await store.close();
  bare.close();
  const commits = rounds * commitsPerRound;
  return {
    barePerSecond: Math.round((commits / bareMs) * 1_000),
    appendsPerSecond: Math.round((commits / storeMs) * 1_000),
    ratio: rounded(bareMs / storeMs),
    worstRatio: rounded(Math.min(...ratios)),
    bestRatio: rounded(Math.max(...ratios)),
    batchedEventsPerSecond: Math.round(((batches * batchSize) / batchedMs) * 1_000),
  };
}

async function measureResume() {
  const path = join(folder, "large.db");
  const first = await SqliteStore.open({ path });
  await first.acquire();
  const events = Array.from({ length: trials * eventsPerTrial }, (_, i) => event(i));
  for (let i = 0; i < events.length; i += 1_000) await first.append(events.slice(i, i + 1_000), i);
  await first.close();
  let store: SqliteStore | undefined;
  const openMs = await timed(async () => {
    store = await SqliteStore.open({ path });
  });
  const acquireMs = await timed(async () => store?.acquire());
  const loadMs = await timed(async () => store?.load());
  await store?.close();
  return {
    events: events.length,
    openMs: rounded(openMs),
    acquireMs: rounded(acquireMs),
    loadMs: rounded(loadMs),
    totalMs: rounded(openMs + acquireMs + loadMs),
    megabytes: rounded(statSync(path).size / 1e6),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = systemClock.monotonic();
  await work();
  return systemClock.monotonic() - startedAtMs;
}

/** One of the larger events of a trial. */
function event(index: number): ExperimentEvent {
  const runMetadata = { job: `job-${index}`, folder: `/runs/experiment/${index}`, pid: index };
  return {
    type: "trial-deployed",
    index,
    attempt: 0,
    status: "RUNNING",
    runMetadata,
    atMs: 1_795_000_000_000 + index,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
