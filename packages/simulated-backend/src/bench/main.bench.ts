import { availableParallelism } from "node:os";
import { type Clock, systemClock } from "@runners/core";
import { BackendSimulator } from "../backend-simulator.ts";
import type { Semantics } from "../backend-simulator-options.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { bareHeap } from "./bare-heap.bench.ts";
import { type OtherSimulator, otherSimulator } from "./other-simulators.bench.ts";
import { watchedTrials } from "./watched-trials.bench.ts";

/**
 * What the simulator costs, beside the least that it could, and beside the simulators of others.
 * Prints a table, and the same as JSON. Medians of five repetitions; a ratio is the median of those of
 * the repetitions, in each of which one side follows the other, both warmed up at that size. Exits with 1
 * if a bar is not met.
 */
const slots = 100;
const repetitions = 5;
const figures: { [name: string]: unknown } = {
  node: process.version,
  cores: availableParallelism(),
};
const rows: [what: string, value: string, bar: string, met: string][] = [];

await measureBare();
measureMemory();
await measureWatched();
compare();
for (const cells of [["measured", "", "bar", ""], ...rows]) {
  const [what = "", value = "", bar = "", met = ""] = cells;
  process.stdout.write(`${what.padEnd(58)} ${value.padStart(24)}  ${bar.padEnd(14)} ${met}\n`);
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exitCode = rows.some(([, , , met]) => met === "no") ? 1 : 0;

/** All trials submitted at once, and run to their end. */
async function measureBare(): Promise<void> {
  const perTrial: number[] = [];
  for (const count of [1e4, 1e5, 1e6]) {
    const runtimes = runtimesOf(count);
    const bare: number[] = [];
    const ours: number[] = [];
    // Both sides: what is compiled anew in the first repetitions would be most of what a small size takes.
    for (let warm = 0; warm < 3e6; warm += count) {
      bareHeap(runtimes, slots);
      simulate(runtimes);
    }
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      bare.push(timed(() => bareHeap(runtimes, slots)));
      ours.push(timed(() => simulate(runtimes)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [bareNs, oursNs] = [bare, ours].map((ms) => (median(ms) * 1e6) / count) as [
      number,
      number,
    ];
    perTrial.push(oursNs);
    const ratio = median(ours.map((ms, repetition) => ms / (bare[repetition] ?? Number.NaN)));
    row(`${count} trials, bare heap`, `${bareNs.toFixed(0)} ns a trial`);
    row(`${count} trials, BackendSimulator`, `${oursNs.toFixed(0)} ns a trial`);
    row(`${count} trials, ratio`, ratio.toFixed(2), "≤ 3", ratio <= 3);
    figures[`bare ${count}`] = { bareNs, oursNs, ratio };
  }
  const growth = (perTrial[2] ?? Number.NaN) / (perTrial[0] ?? Number.NaN);
  row("time per trial at 1000000 to that at 10000", growth.toFixed(2), "≤ 2", growth <= 2);
  figures["growth"] = growth;
}

function measureMemory(): void {
  const runtimes = runtimesOf(1e6);
  const before = bytesInUse();
  const simulator = simulate(runtimes);
  const bytes = (bytesInUse() - before) / simulator.numCompleted;
  row("memory at 1000000 trials", `${bytes.toFixed(1)} bytes a trial`, "≤ 100", bytes <= 100);
  figures["bytesPerTrial"] = bytes;
}

async function measureWatched(): Promise<void> {
  const count = 1e5;
  for (const [name, batch] of [
    ["in batches of 100", slots],
    ["one for each that ends", 1],
    ["all at once", count],
  ] as const) {
    for (let warm = 0; warm < 2; warm += 1) await watchedTrials(count / 2, slots, batch);
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const begin = systemClock.monotonic();
      await watchedTrials(count, slots, batch);
      times.push(systemClock.monotonic() - begin);
    }
    const rate = (count / median(times)) * 1000;
    const isBar = batch === slots;
    const value = `${Math.round(rate)} trials/s`;
    row(
      `watchTrials, ${count} trials, ${name}`,
      value,
      isBar ? "≥ 100000" : "",
      isBar ? rate >= 1e5 : undefined,
    );
    figures[`watched ${name}`] = rate;
  }
}

/** The same workload on the tick clock, as Ax's simulator has it, and on those of others. */
function compare(): void {
  for (const count of [1_000, 10_000]) {
    const runtimes = runtimesOf(count);
    const ours = (semantics: Semantics): OtherSimulator => {
      tick(runtimes, semantics);
      const times = Array.from({ length: repetitions }, () =>
        timed(() => tick(runtimes, semantics)),
      );
      return { version: "", seconds: times.map((ms) => ms / 1000) };
    };
    const simulators: Readonly<Record<string, OtherSimulator>> = {
      "@runners/simulated-backend, exact": ours("exact"),
      "@runners/simulated-backend, ax": ours("ax"),
      SimPy: otherSimulator("simpy", count, slots, repetitions),
      "Syne Tune": otherSimulator("syne-tune", count, slots, repetitions),
      // Ten times the trials take it a hundred times as long.
      Ax: otherSimulator("ax", count, slots, count > 1_000 ? 1 : repetitions),
    };
    for (const [name, measured] of Object.entries(simulators)) {
      const present = "seconds" in measured;
      const title = `${count} trials, ${name} ${present ? measured.version : ""}`.trim();
      row(title, present ? `${(median(measured.seconds) * 1000).toFixed(2)} ms` : "");
      if (!present) process.stderr.write(`${name} is left out: ${measured.absent}.\n`);
    }
    figures[`comparison ${count}`] = simulators;
  }
}

function simulate(runtimes: Float64Array): BackendSimulator {
  let ms = 0;
  const now = (): number => ms;
  const clock: Clock = { now, monotonic: now, sleep: (until) => systemClock.sleep(until) };
  const simulator = new BackendSimulator({ maxConcurrency: slots, clock });
  submit(simulator, runtimes);
  ms = 1e12;
  simulator.update();
  return simulator;
}

/** By a plain loop, as the bare heap has it: an iterator of entries costs half of what is measured. */
function submit(simulator: BackendSimulator, runtimes: Float64Array): void {
  for (let index = 0; index < runtimes.length; index += 1) {
    simulator.runTrial(index, runtimes[index] ?? Number.NaN);
  }
}

function tick(runtimes: Float64Array, semantics: Semantics): void {
  const simulator = new BackendSimulator({ semantics, maxConcurrency: slots, internalClock: 0 });
  submit(simulator, runtimes);
  while (simulator.numCompleted < runtimes.length) simulator.update();
}

/** Uniform in [1, 5], from the generator of the default sampler. */
function runtimesOf(count: number): Float64Array {
  const { next } = seededRandom("bench");
  return Float64Array.from({ length: count }, () => 1 + 4 * next());
}

function bytesInUse(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function timed(work: () => unknown): number {
  const begin = systemClock.monotonic();
  work();
  return systemClock.monotonic() - begin;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function row(what: string, value: string, bar = "", met?: boolean): void {
  rows.push([what, value, bar, met === undefined ? "" : met ? "yes" : "no"]);
}
