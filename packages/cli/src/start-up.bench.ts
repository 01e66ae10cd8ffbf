import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { systemClock } from "@runners/core";

/**
 * What `runners --help` takes beyond Node itself: the built command, and an empty program, one after
 * the other, over and over. Prints the medians as JSON; the bar is 60 ms over bare Node.
 */
const pairs = 51;
const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
if (!existsSync(main)) throw new Error(`There is no ${main}; build the packages first.`);

const bare: number[] = [];
const over: number[] = [];
for (let pair = 0; pair < pairs; pair += 1) {
  const bareMs = time(["-e", "0"]);
  bare.push(bareMs);
  over.push(time([main, "--help"]) - bareMs);
}
const figures = { node: process.version, pairs, bareMs: median(bare), overBareMs: median(over) };
process.stdout.write(`${JSON.stringify(figures)}\n`);

function time(args: readonly string[]): number {
  const startMs = systemClock.monotonic();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${String(status)}`);
  return systemClock.monotonic() - startMs;
}

function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
  return Math.round(middle * 10) / 10;
}
