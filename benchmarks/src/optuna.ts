import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Runner } from "@runners/core";
import { SqliteStore } from "@runners/orchestrator";
import { runExperiment } from "./experiments.ts";
import { instantRunner } from "./instant-runner.ts";
import { median, timed, type Figure } from "./measure.ts";
import { optunaPython } from "./optuna-python.ts";

const program = fileURLToPath(new URL("optuna-study.py", import.meta.url));
const trials = 300;

/** Trials that measure the parameter they were given, as those of the study do. */
const measuringRunner: Runner = {
  ...instantRunner,
  fetchResults: ({ arms: [{ parameters }] }) => {
    const mean = Number(parameters["x"]);
    return Promise.resolve({ final: true, observations: [{ metric: "value", mean }] });
  },
};

/** As many trials, one at a time, as a study on Optuna's SQLite storage, on the same disk. */
export async function optuna(): Promise<Figure[]> {
  const [one, many] = [
    `${trials} durable trials, one at a time: rate over that of Optuna's SQLite storage`,
    `${trials} durable trials, 100 at a time, over the same`,
  ];
  const bar = "≥ 10";
  let python: string;
  try {
    python = await optunaPython();
  } catch (error) {
    const why = `not measured, for want of Python or its registry: ${String(error).split("\n")[0]}`;
    return [one, many].map((name) => ({ name, value: undefined, unit: "×", bar, why }));
  }
  const folder = mkdtempSync(join(tmpdir(), "runners-bench-"));
  let count = 0;
  const path = (): string => join(folder, `${(count += 1)}.db`);
  const ours = (maxPendingTrials: number): Promise<number> =>
    median(3, async () => {
      const store = await SqliteStore.open({ path: path() });
      const ms = await timed(() =>
        runExperiment({ trials, runner: measuringRunner, store, maxPendingTrials }),
      );
      await store.close();
      return ms;
    });
  const theirs = (): Promise<number> =>
    median(3, async () => {
      const { stdout } = await promisify(execFile)(python, [program, path(), String(trials)]);
      return Number(stdout) * 1_000;
    });
  try {
    const [oneMs, manyMs, theirMs] = [await ours(1), await ours(100), await theirs()];
    return [
      { name: one, value: theirMs / oneMs, unit: "×", bar },
      { name: many, value: theirMs / manyMs, unit: "×", bar },
      { name: "that storage", value: (trials / theirMs) * 1e3, unit: "trials/s", bar: "" },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
