import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trial } from "@runners/core";
import { execa } from "execa";
import { expect, test } from "vitest";
import { deploy } from "./__fixtures__/deploy.ts";
import { groupIsGone } from "./__fixtures__/group-is-gone.ts";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { endOf } from "./__fixtures__/to-the-end.ts";
import type { LocalRunner } from "./local-runner.ts";

/** Resolves once the program has printed a line. */
async function hasBegun(runner: LocalRunner, trial: Trial): Promise<void> {
  for await (const _ of runner.readLogs(trial, { follow: true })) return;
}

const stubborn = `trap "" TERM; sh -c 'echo begun; sleep 100000'`;

test("a program ends by SIGTERM, and its children with it", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("sleep 100000 & echo begun; wait");
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  expect(await runner.stop(trial, { reason: "not promising" })).toEqual({
    reason: "not promising",
  });
  expect(await endOf(runner, trial)).toMatchObject({
    status: "ABANDONED",
    backendState: "stopped",
    reason: "stopped: not promising (was ended by SIGTERM)",
  });
  await groupIsGone(trial);
  expect(await runner.stop(trial)).toEqual({});
});

test("a program that heeds SIGTERM is ABANDONED, whatever it writes then", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(
    `trap 'printf "{{\\"loss\\": 1}}" >"$RUNNERS_RESULTS"; exit 0' TERM; echo begun
     while true; do sleep 100000 & wait; done`,
  );
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  await runner.stop(trial);
  expect(await endOf(runner, trial)).toMatchObject({
    status: "ABANDONED",
    exitCode: 0,
    reason: "stopped (exited with code 0)",
  });
  expect(await runner.fetchResults(trial)).toMatchObject({
    final: true,
    observations: [{ mean: 1 }],
  });
});

test("one that ignores SIGTERM is killed after the grace period, and so are its children", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(stubborn, { stopGraceMs: 50 });
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  await runner.stop(trial);
  expect(await endOf(runner, trial)).toMatchObject({
    status: "ABANDONED",
    reason: "stopped (was ended by SIGKILL)",
  });
  await groupIsGone(trial);
});

test("a suspended program is stopped too", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("echo begun; kill -STOP 0; sleep 100000");
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  await runner.stop(trial);
  expect(await endOf(runner, trial)).toMatchObject({ status: "ABANDONED" });
  await groupIsGone(trial);
});

test("with force, nothing is left when stop resolves", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(stubborn);
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  await runner.stop(trial, { force: true, reason: "now" });
  expect(await runner.pollTrialStatus([trial])).toEqual(new Map([["ABANDONED", new Set([0])]]));
  expect((await runner.pollTrialDetails([trial])).get(0)).toMatchObject({
    backendState: "killed",
    reason: "stopped: now (it was killed)",
  });
  await groupIsGone(trial);
});

test("force does not wait for a grace period that has begun", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(stubborn, { stopGraceMs: 1_000_000 });
  const trial = await deploy(runner, {});
  await hasBegun(runner, trial);
  await runner.stop(trial);
  expect(await runner.pollTrialStatus([trial])).toEqual(new Map([["RUNNING", new Set([0])]]));
  await runner.stop(trial, { force: true });
  expect(await endOf(runner, trial)).toMatchObject({ status: "ABANDONED" });
});

test("a trial that is stopped at once, in any moment of its start, ends as stopped", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("exec sleep 100000", { stopGraceMs: 1_000_000 });
  for (let index = 0; index < 40; index += 1) {
    const trial = await deploy(runner, {}, { index });
    for (let turn = 0; turn < index * 20; turn += 1) await new Promise(setImmediate);
    await runner.stop(trial);
    expect(await endOf(runner, trial)).toMatchObject({
      status: "ABANDONED",
      backendState: "stopped",
    });
  }
});

test("a trial that had completed before it was stopped stays COMPLETED", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open(`printf '{{"loss": 1}}' >"$RUNNERS_RESULTS"`);
  const trial = await deploy(runner, {});
  await endOf(runner, trial);
  await runner.stop(trial, { reason: "too late" });
  expect(await endOf(runners.open("true"), trial)).toMatchObject({ status: "COMPLETED" });
});

test("the grace period is kept although the driver is gone", async () => {
  await using runners = new ShellRunners();
  const report = join(runners.place, "report.json");
  const script = join(runners.place, "program.sh");
  writeFileSync(script, stubborn);
  const driver = fileURLToPath(new URL("__fixtures__/stopping-driver.ts", import.meta.url));
  const { signal } = await execa(
    process.execPath,
    ["--conditions=@runners/source", driver, runners.directory, script, report],
    { reject: false, stdin: "ignore" },
  );
  expect(signal).toBe("SIGKILL");
  expect(existsSync(report)).toBe(true);
  const trial = JSON.parse(readFileSync(report, "utf8")) as Trial;
  expect(await endOf(runners.open("true"), trial)).toMatchObject({
    status: "ABANDONED",
    reason: "stopped: the driver dies (was ended by SIGKILL)",
  });
  await groupIsGone(trial);
});
