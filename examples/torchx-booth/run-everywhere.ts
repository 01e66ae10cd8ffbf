// Runs the experiment as its user would, on this machine and on a real Slurm, and compares the
// results with the function itself.
import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SlurmCluster } from "@runners/torchx/fixtures/slurm-cluster";
import { torchxVenv } from "@runners/torchx/fixtures/torchx-venv";
import { execa } from "execa";

const commandLine = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const { torchx } = await torchxVenv("release");

type Result = {
  readonly status: string;
  readonly arms: readonly { readonly parameters: { readonly x1: number; readonly x2: number } }[];
  readonly observations: readonly { readonly metric: string; readonly mean: number }[];
};

async function run(file: string, cwd: string, env: Record<string, string>): Promise<void> {
  mkdirSync(cwd, { recursive: true });
  const path = fileURLToPath(new URL(file, import.meta.url));
  const store = ["--store", join(cwd, "booth.db")];
  const runners = async (...args: readonly string[]): Promise<string> => {
    const all = ["--conditions=@runners/source", commandLine, ...args, ...store];
    const PATH = `${dirname(torchx)}:${process.env["PATH"]}`;
    return (await execa(process.execPath, all, { cwd, env: { ...env, PATH } })).stdout;
  };
  await runners("run", path);
  const lines = (await runners("results", path, "--json")).split("\n");
  const trials = lines.map((line) => JSON.parse(line) as Result);
  equal(trials.length, 16);
  for (const { status, arms, observations } of trials) {
    equal(status, "COMPLETED");
    const { x1, x2 } = arms[0]?.parameters ?? { x1: NaN, x2: NaN };
    const mean = (x1 + 2 * x2 - 7) ** 2 + (2 * x1 + x2 - 5) ** 2;
    deepEqual(observations, [{ metric: "booth_eval", mean }]);
  }
  console.log(
    `${file}: ${trials.length} of ${trials.length} trials, each with the value of the function`,
  );
}

await using cluster = await SlurmCluster.start();
await run("experiment.ts", cluster.makeFolder("local"), {});
await run("experiment-on-slurm.ts", cluster.makeFolder("slurm"), {
  SLURM_CONF: cluster.env["SLURM_CONF"] ?? "",
});
