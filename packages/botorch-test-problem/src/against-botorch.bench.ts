import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { systemClock } from "@runners/core";
import { testProblem, type TestProblem } from "./functions/index.ts";

/**
 * Compares our evaluations with BoTorch's, in one run: single points, and batches of 1,000.
 *
 * `BOTORCH_PYTHON` names a Python that has BoTorch; without it, BoTorch's columns stay empty.
 */
const batchSize = 1000;
const problems: Readonly<Record<string, TestProblem>> = {
  Hartmann6: testProblem("Hartmann", { dim: 6 }),
  Ackley20: testProblem("Ackley", { dim: 20 }),
  DTLZ2: testProblem("DTLZ2", { dim: 6, numObjectives: 2 }),
};
const bars = { single: 20, batch: 1 };

type Seconds = { readonly single: number; readonly batch: number };

const cases = Object.fromEntries(
  Object.entries(problems).map(([label, problem]) => {
    const batch = Float64Array.from({ length: batchSize * problem.dim }, (_, i) => {
      const [lower, upper] = problem.bounds[i % problem.dim] ?? [0, 1];
      return lower + ((i * 0.618_033_988_749_895) % 1) * (upper - lower);
    });
    return [label, { problem, batch, point: [...batch.subarray(0, problem.dim)] }];
  }),
);

const theirs = measureBotorch();
const rows = Object.entries(cases).flatMap(([label, { problem, batch, point }]) => {
  const values = new Float64Array(batchSize * problem.numObjectives);
  const ours: Seconds = {
    single: secondsPerCall(() => problem.evaluateTrue(point)),
    batch: secondsPerCall(() => problem.evaluateTrueBatch(batch, values)),
  };
  return (["single", "batch"] as const).map((kind) => {
    const their = theirs?.seconds[label]?.[kind];
    const ratio = their === undefined ? undefined : their / ours[kind];
    const verdict = ratio === undefined ? "" : ratio >= bars[kind] ? "reached" : "MISSED";
    const what = kind === "single" ? "one point" : `${batchSize} points`;
    return [
      `${label}, ${what}`,
      microseconds(ours[kind]),
      their === undefined ? "" : microseconds(their),
      ratio === undefined ? "" : `${ratio.toFixed(1)}×`,
      `${bars[kind]}×`,
      verdict,
    ];
  });
});
const botorch = theirs === undefined ? "BoTorch" : `BoTorch ${theirs.version}, µs`;
print([["", "ours, µs", botorch, "times as fast", "bar", ""], ...rows]);
if (theirs === undefined) {
  process.stdout.write(
    "BoTorch was not measured: set BOTORCH_PYTHON to a Python that has it installed.\n",
  );
} else {
  process.stdout.write(`Node ${process.version}; PyTorch used ${theirs.threads} threads.\n`);
}

/** That of the fastest of several rounds, after one to warm up: others use the machine too. */
function secondsPerCall(call: () => unknown): number {
  const timed = (count: number): number => {
    const start = systemClock.monotonic();
    for (let i = 0; i < count; i++) call();
    return (systemClock.monotonic() - start) / 1000;
  };
  let count = 1;
  let spent = 0;
  while (spent < 0.05) {
    count *= 2;
    spent = timed(count);
  }
  count = Math.max(1, Math.round((count / spent) * 0.02));
  return Math.min(...Array.from({ length: 50 }, () => timed(count) / count));
}

function measureBotorch():
  | {
      readonly version: string;
      readonly threads: number;
      readonly seconds: Readonly<Record<string, Seconds>>;
    }
  | undefined {
  const python = process.env["BOTORCH_PYTHON"];
  if (python === undefined || python === "") return undefined;
  const input = Object.fromEntries(
    Object.entries(cases).map(([label, { problem, batch, point }]) => {
      const { name, options } = problem;
      return [label, { name, options, point, batch: [...batch] }];
    }),
  );
  const script = fileURLToPath(new URL("../scripts/bench_botorch.py", import.meta.url));
  const { status, stdout, error } = spawnSync(python, [script], {
    input: JSON.stringify(input),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${python} ended with ${String(status)}; see above.`);
  return JSON.parse(stdout) as ReturnType<typeof measureBotorch>;
}

function microseconds(seconds: number): string {
  return (seconds * 1e6).toPrecision(3);
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, i) =>
    Math.max(...table.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of table) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
}
