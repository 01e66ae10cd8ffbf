import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trial } from "@runners/core";
import { execa } from "execa";
import { expect, test } from "vitest";
import { deploy } from "./__fixtures__/deploy.ts";
import { groupIsGone } from "./__fixtures__/group-is-gone.ts";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { endOf } from "./__fixtures__/to-the-end.ts";
import { attemptFiles } from "./attempts/attempt-files.ts";
import { asClaim } from "./attempts/claim.ts";

const driver = fileURLToPath(new URL("__fixtures__/polling-driver.ts", import.meta.url));

test("many more trials are polled at once than files may be open", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(`printf '{{"loss": 1}}' >"$RUNNERS_RESULTS"`);
  const trial = await deploy(runner, {}, { submissionKey: "original" });
  await endOf(runner, trial);
  const claim = asClaim(trial.runMetadata);
  const original = attemptFiles(runners.directory, "original");
  const trials = Array.from({ length: 1_000 }, (_, index): Trial => {
    const copy = attemptFiles(runners.directory, `copy-${index}`);
    mkdirSync(copy.directory);
    for (const file of ["exit", "results"] as const) copyFileSync(original[file], copy[file]);
    return { ...trial, index, runMetadata: { ...claim, submissionKey: `copy-${index}` } };
  });
  const file = join(runners.place, "trials.json");
  writeFileSync(file, JSON.stringify(trials));
  const limited = 'ulimit -n 256; exec "$@"';
  const node = [process.execPath, "--conditions=@runners/source", driver];
  const polled = await execa("/bin/sh", ["-c", limited, "sh", ...node, runners.directory, file]);
  expect(polled.stdout).toBe("1000");
});

test("many are stopped at once by force", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("exec sleep 100000");
  const trials: Trial[] = [];
  for (let index = 0; index < 30; index += 1) trials.push(await deploy(runner, {}, { index }));
  await Promise.all(trials.map((trial) => runner.stop(trial, { force: true })));
  const polled = await runner.pollTrialStatus(trials);
  expect(polled.get("ABANDONED")?.size).toBe(30);
  await Promise.all(trials.map(groupIsGone));
});
