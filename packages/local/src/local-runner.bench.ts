import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, watchTrials, type Trial } from "@runners/core";
import { execa } from "execa";
import { deploy } from "./__fixtures__/deploy.ts";
import { endAll } from "./__fixtures__/end-all.ts";
import { LocalRunner } from "./local-runner.ts";

/**
 * How soon an exit is noticed, what a poll costs, and how long trials of one second take, as many
 * at once as there are cores. Prints a table, and the same as JSON. `--trials=100` sets how many.
 */
const trialCount = Number(/--trials=(\d+)/.exec(process.argv.join(" "))?.[1] ?? 100);
const samples = 50;
const liveTrials = 100;
const cores = availableParallelism();
const bars = { noticeMs: 50, overhead: 0.15 };

const place = mkdtempSync(join(tmpdir(), "runners-bench-"));
const directory = join(place, "runs");
const gate = join(place, "gate");
await execa("/usr/bin/mkfifo", [gate]);
const gateFile = openSync(gate, constants.O_RDWR);
const result = `printf '{{"a": 1}}' >"$RUNNERS_RESULTS"`;
const gated = `${result}; read -r word <"${gate}"`;

try {
  const notice = await measureNotice();
  const poll = await measurePoll();
  const overhead = await measureOverhead();
  const figures = { node: process.version, cores, ...notice, ...poll, ...overhead };
  print([
    ["measured", "", "bar", ""],
    ["run resolves, median", ms(notice.runMs), "", ""],
    [
      "exit noticed, median",
      ms(notice.noticeMs),
      ms(bars.noticeMs),
      verdict(notice.noticeMs <= bars.noticeMs),
    ],
    ["exit noticed, 95 %", ms(notice.notice95Ms), "", ""],
    ["exit of a plain child noticed, median", ms(notice.plainMs), "", ""],
    [`poll of ${liveTrials} live trials`, ms(poll.pollMs), "", ""],
    [
      `${trialCount} trials of 1 s, ${cores} at once, over ideal`,
      `${(overhead.overhead * 100).toFixed(1)} %`,
      `${bars.overhead * 100} %`,
      verdict(overhead.overhead <= bars.overhead),
    ],
    ["the same of plain children", `${(overhead.plainOverhead * 100).toFixed(1)} %`, "", ""],
  ]);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await endAll(directory);
  closeSync(gateFile);
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}

function open(script: string, maxConcurrency: number): LocalRunner {
  return new LocalRunner({
    command: "/bin/sh",
    args: ["-c", script],
    parameterArguments: "none",
    directory,
    maxConcurrency,
  });
}

/** From the word that lets a program end to the event that says so. */
async function measureNotice(): Promise<
  Record<"runMs" | "noticeMs" | "notice95Ms" | "plainMs", number>
> {
  await using runner = open(gated, 1);
  const runs: number[] = [];
  const notices: number[] = [];
  const plains: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    let sinceMs = systemClock.monotonic();
    const trial = await deploy(runner, {}, { index });
    runs.push(systemClock.monotonic() - sinceMs);
    await runner.pollTrialStatus([trial]);
    const change = runner.waitForChange([trial]);
    await systemClock.sleep(20);
    sinceMs = systemClock.monotonic();
    writeSync(gateFile, "go\n");
    for (let status: string | undefined; status !== "COMPLETED";) {
      await (status === undefined ? change : runner.waitForChange([trial]));
      [status] = [...(await runner.pollTrialStatus([trial])).keys()];
    }
    notices.push(systemClock.monotonic() - sinceMs);

    const plain = spawn("/bin/sh", ["-c", `read -r word <"${gate}"`], { stdio: "ignore" });
    await systemClock.sleep(20);
    sinceMs = systemClock.monotonic();
    writeSync(gateFile, "go\n");
    await once(plain, "exit");
    plains.push(systemClock.monotonic() - sinceMs);
  }
  return {
    runMs: median(runs),
    noticeMs: median(notices),
    notice95Ms: quantile(notices, 0.95),
    plainMs: median(plains),
  };
}

async function measurePoll(): Promise<{ readonly pollMs: number }> {
  await using runner = open("exec sleep 100000", liveTrials);
  const trials: Trial[] = [];
  for (let index = 0; index < liveTrials; index += 1) {
    trials.push(await deploy(runner, {}, { index }));
  }
  const polls: number[] = [];
  for (let poll = 0; poll < samples; poll += 1) {
    const sinceMs = systemClock.monotonic();
    await runner.pollTrialStatus(trials);
    polls.push(systemClock.monotonic() - sinceMs);
  }
  await Promise.all(trials.map((trial) => runner.stop(trial, { force: true })));
  return { pollMs: median(polls) };
}

/** As many at once as there are cores; as the runner does it, and as it is without any runner. */
async function measureOverhead(): Promise<Record<"overhead" | "plainOverhead", number>> {
  await using runner = open(`sleep 1; ${result}`, cores);
  const overhead = await overheadOf(async (index) => {
    const trial = await deploy(runner, {}, { index });
    for await (const event of watchTrials(runner, () => [trial])) {
      if (event.type === "status" && event.to !== "COMPLETED") throw new Error(event.to);
    }
  });
  const plainOverhead = await overheadOf(async () => {
    await once(spawn("/bin/sh", ["-c", "sleep 1"], { stdio: "ignore" }), "exit");
  });
  return { overhead, plainOverhead };
}

async function overheadOf(runTrial: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < trialCount) {
      next += 1;
      await runTrial(next);
    }
  };
  const sinceMs = systemClock.monotonic();
  await Promise.all(Array.from({ length: cores }, worker));
  const idealMs = Math.ceil(trialCount / cores) * 1_000;
  return (systemClock.monotonic() - sinceMs) / idealMs - 1;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "MISSED";
}

function print(rows: readonly (readonly string[])[]): void {
  const [first] = rows;
  const widths = (first ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
}
