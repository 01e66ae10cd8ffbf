import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "@runners/core";
import { execa } from "execa";
import { clientOptions } from "./__fixtures__/client-options.ts";
import { shellSubmission } from "./__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxVenv } from "./__fixtures__/torchx-venv.ts";
import type { Submission } from "./client/submission.ts";
import { SessionProcess } from "./session/session-process.ts";
import { SessionClient } from "./session/session-client.ts";

/**
 * What the session costs beyond TorchX itself in one Python process: its start, submitting, polling,
 * and its memory. Medians; a ratio is that of a round, in which one side follows the other. Prints a
 * table, and the same as JSON. `--torchx=nightly` takes the development line.
 */
const generation = process.argv.includes("--torchx=nightly") ? "nightly" : "release";
const bars = { start: 1.5, submit: 1.3, poll: 1.3, idleMiB: 60 };
const rounds = 7;
const submitted = 50;
const polled = 1_000;
const polls = 7;

const venv = await torchxVenv(generation);
using place = temporaryDirectory();
const options = clientOptions(venv, place.path, { maxConcurrentCalls: 8 });

const start = await measureStart();
const submit = await measureSubmit();
const poll = await measurePoll();
const figures = { node: process.version, torchx: generation, ...start, ...submit, ...poll };
print([
  ["measured", "session", "Python alone", "ratio", "bar", ""],
  row("start", start.startMs, start.importMs, start.startRatio, bars.start),
  row(
    `submit ${submitted} local apps at once`,
    submit.submitMs,
    submit.plainSubmitMs,
    submit.submitRatio,
    bars.submit,
  ),
  row(`poll ${polled} live local apps`, poll.pollMs, poll.plainPollMs, poll.pollRatio, bars.poll),
  [
    "memory, idle",
    `${start.idleMiB.toFixed(1)} MiB`,
    "",
    "",
    `${bars.idleMiB} MiB`,
    verdict(start.idleMiB <= bars.idleMiB),
  ],
]);
process.stdout.write(`${JSON.stringify(figures)}\n`);

async function measureStart(): Promise<
  Record<"startMs" | "importMs" | "startRatio" | "idleMiB", number>
> {
  const starts: number[] = [];
  const imports: number[] = [];
  let idleMiB = 0;
  for (let round = 0; round < rounds; round += 1) {
    let sinceMs = systemClock.monotonic();
    const session = await SessionProcess.start(venv.python, options);
    starts.push(systemClock.monotonic() - sinceMs);
    const status = readFileSync(`/proc/${session.pid}/status`, "utf8");
    idleMiB = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
    await session.end();
    sinceMs = systemClock.monotonic();
    await execa(venv.python, ["-c", "import torchx.runner"]);
    imports.push(systemClock.monotonic() - sinceMs);
  }
  const startRatio = ratioOfRounds(starts, imports);
  return { startMs: median(starts), importMs: median(imports), startRatio, idleMiB };
}

async function measureSubmit(): Promise<
  Record<"submitMs" | "plainSubmitMs" | "submitRatio", number>
> {
  const ours: number[] = [];
  const plains: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await using session = new SessionClient(venv.python, options);
    await session.runOptionsOf("local_cwd");
    const sinceMs = systemClock.monotonic();
    await Promise.all(submissions(submitted).map((submission) => session.submit(submission)));
    ours.push(systemClock.monotonic() - sinceMs);
    plains.push((await plainRunner(submitted, 1)).submit * 1_000);
  }
  const submitRatio = ratioOfRounds(ours, plains);
  return { submitMs: median(ours), plainSubmitMs: median(plains), submitRatio };
}

async function measurePoll(): Promise<Record<"pollMs" | "plainPollMs" | "pollRatio", number>> {
  const ours: number[] = [];
  {
    await using session = new SessionClient(venv.python, options);
    const apps = await Promise.all(submissions(polled).map((one) => session.submit(one)));
    const handles = apps.map(({ handle }) => handle);
    for (let count = 0; count < polls; count += 1) {
      const sinceMs = systemClock.monotonic();
      await session.statuses(handles);
      ours.push(systemClock.monotonic() - sinceMs);
    }
  }
  const pollMs = median(ours);
  const plainPollMs = (await plainRunner(polled, polls)).poll * 1_000;
  return { pollMs, plainPollMs, pollRatio: pollMs / plainPollMs };
}

function submissions(count: number): readonly Submission[] {
  const roles = [{ name: "role", image: "", entrypoint: "sleep", args: ["100000"] }] as const;
  return Array.from({ length: count }, (_, index) =>
    shellSubmission(place.path, `app-${index}`, "", {
      source: { kind: "app", app: { name: "app", roles } },
    }),
  );
}

async function plainRunner(apps: number, count: number): Promise<{ submit: number; poll: number }> {
  const script = fileURLToPath(new URL("__fixtures__/plain_runner.py", import.meta.url));
  const args = [script, join(place.path, "plain"), String(apps), String(count)];
  const { stdout } = await execa(venv.python, args);
  return JSON.parse(stdout) as { submit: number; poll: number };
}

function ratioOfRounds(ours: readonly number[], plains: readonly number[]): number {
  return median(ours.map((oursMs, round) => oursMs / (plains[round] ?? Number.NaN)));
}

function row(
  what: string,
  oursMs: number,
  plainMs: number,
  ratio: number,
  bar: number,
): readonly string[] {
  return [what, ms(oursMs), ms(plainMs), ratio.toFixed(2), String(bar), verdict(ratio <= bar)];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "MISSED";
}

function print(rows: readonly (readonly string[])[]): void {
  const [first = []] = rows;
  const widths = first.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  for (const cells of rows) {
    const [head = "", ...rest] = cells;
    const padded = rest.map((cell, i) => cell.padStart(widths[i + 1] ?? 0));
    process.stdout.write(`${[head.padEnd(widths[0] ?? 0), ...padded].join("  ").trimEnd()}\n`);
  }
}
