import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** Tests against real backends: all need Python, those of `*.slurm.backend-test.ts` Slurm too. */
const slurm = "src/**/*.slurm.backend-test.ts";
const skipped = [
  ...lacking("python3", "src/**/*.backend-test.ts"),
  ...lacking("slurmctld", slurm),
  ...lacking("slurmdbd", slurm),
];

function lacking(command: string, tests: string): readonly string[] {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  if (folders.some((folder) => existsSync(join(folder, command)))) return [];
  if (process.env["CI"]) throw new Error(`${command} is not there, and nothing may be left out.`);
  process.stderr.write(`${command} is not there: ${tests} are left out\n`);
  return [tests];
}

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    name: "torchx backends",
    include: ["src/**/*.backend-test.ts"],
    exclude: skipped,
    passWithNoTests: skipped.length > 0,
    globalSetup: "src/__fixtures__/make-torchx-venvs.ts",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
