// Kills and races drivers, and says what was lost or run twice. Exits 1 if anything was.
// Options: --seed N --seeds N --kills M --races M --backend cluster|local|both
import { systemClock } from "@runners/core";
import { chaosOptions } from "./harness/chaos-options.ts";
import { runSeed, type SeedCounts } from "./harness/run-seed.ts";

const options = chaosOptions(process.argv.slice(2).filter((argument) => argument !== "--"));
const { seed: first, seeds, kills, races, backends } = options;
const runs = seeds * backends.length;
const startedAtMs = systemClock.monotonic();
const all: SeedCounts[] = [];
let broken = 0;

for (let run = 0; run < runs; run += 1) {
  const seed = first + Math.floor(run / backends.length);
  const backend = backends[run % backends.length] ?? "cluster";
  const share = { kills: shareOf(kills, run), races: shareOf(races, run) };
  let words: readonly string[];
  try {
    const counts = await runSeed({ seed, backend, ...share });
    all.push(counts);
    words = counts.words;
  } catch (error) {
    words = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
  if (words.length === 0) continue;
  broken += 1;
  for (const word of words) console.log(`  ${word}`);
  console.log(
    `Broken promises. Again: pnpm chaos --seed ${seed} --kills ${share.kills} --races ${share.races} --backend ${backend}`,
  );
}

const sum = (of: (counts: SeedCounts) => number): number =>
  all.reduce((total, counts) => total + of(counts), 0);
const seconds = Math.round((systemClock.monotonic() - startedAtMs) / 1_000);
console.log(
  [
    `R1   ${sum((c) => c.killing.kills)} drivers killed (SIGKILL), ${seeds} seeds, ${backends.join(" and ")}, ${sum((c) => c.killing.experiments)} experiments of ${sum((c) => c.killing.trials)} trials`,
    `R11  ${sum((c) => c.racing.races)} races: ${sum((c) => c.racing.stopped)} drivers stopped between intent and submission and woken, ${sum((c) => c.racing.overtaken)} of them overtaken; ${sum((c) => c.refusedAtOnce)} second drivers of one host refused`,
    `R3   ${sum((c) => c.killing.resolved + c.racing.resolved)} submissions lost on their way twice, and so left to a person`,
    `     ${sum((c) => c.faults.lost)} trials lost, ${sum((c) => c.faults.twice)} submitted twice, ${sum((c) => c.faults.orphans)} orphan jobs, ${sum((c) => c.faults.unintended)} jobs without an intent`,
    `     ${broken} of ${runs} runs broke a promise; took ${seconds} s`,
  ].join("\n"),
);
process.exitCode = broken === 0 ? 0 : 1;

/** How many of so many belong to this run. */
function shareOf(total: number, run: number): number {
  return Math.floor((total * (run + 1)) / runs) - Math.floor((total * run) / runs);
}
