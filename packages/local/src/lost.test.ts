import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock, systemProcesses, type Trial } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { attemptFiles } from "./attempts/attempt-files.ts";
import { asClaim, type Claim } from "./attempts/claim.ts";
import { deploy } from "./__fixtures__/deploy.ts";
import { Gate } from "./__fixtures__/gate.ts";
import { groupIsGone } from "./__fixtures__/group-is-gone.ts";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { endOf, toTheEnd } from "./__fixtures__/to-the-end.ts";
import type { LocalRunner } from "./local-runner.ts";

function claimOf({ runMetadata }: Trial): Claim {
  const claim = asClaim(runMetadata);
  if (claim === undefined) throw new Error("the trial was not run");
  return claim;
}

/** The same trial, had its supervisor been another process: in the metadata, and on record. */
function forge(trial: Trial, other: Partial<Claim>): Trial {
  const claim = { ...claimOf(trial), ...other };
  const files = attemptFiles(claim.directory, claim.submissionKey);
  rmSync(files.claim);
  writeFileSync(files.claim, JSON.stringify(claim));
  return { ...trial, runMetadata: claim };
}

/** A trial whose processes were killed without a record of it. */
async function killed(runners: ShellRunners, index = 0): Promise<Trial> {
  const trial = await deploy(runners.open("exec sleep 100000"), {}, { index });
  process.kill(-claimOf(trial).pid, "SIGKILL");
  await groupIsGone(trial);
  return trial;
}

async function statusOf(runner: LocalRunner, trial: Trial): Promise<string | undefined> {
  return [...(await runner.pollTrialStatus([trial])).keys()][0];
}

test("processes that were killed by somebody else are a failure, with what proves it", async () => {
  await using runners = new ShellRunners();
  const trial = await killed(runners);
  const end = await endOf(runners.open("true"), trial);
  expect(end).toEqual({
    status: "FAILED",
    backendState: "lost",
    startedAtMs: expect.any(Number) as number,
    reason:
      "ended without a record of how: the supervisor was killed, and no process of its group is left",
  });
  // It is on record now, and frees the slot.
  expect(
    readFileSync(attemptFiles(runners.directory, claimOf(trial).submissionKey).exit, "utf8"),
  ).toContain("lost");
  expect(await runners.open("true", { maxConcurrency: 1 }).pollAvailableCapacity()).toBe(1);
});

test("an end that cannot be recorded, on a full disk say, is recorded once it can be", async () => {
  await using runners = new ShellRunners();
  const inTheWay = `mkdir "$(dirname "$RUNNERS_RESULTS")/exit.tmp"`;
  const runner = runners.open(`echo '{{"loss": 1}}' >"$RUNNERS_RESULTS"; ${inTheWay}`);
  const trial = await deploy(runner, {});
  const { directory, submissionKey } = claimOf(trial);
  const files = attemptFiles(directory, submissionKey);
  const program = Number(readFileSync(files.pid, "utf8"));
  while ((await systemProcesses.starts([program])).size > 0) await systemClock.sleep(5);
  expect(await statusOf(runner, trial)).toBe("RUNNING");
  rmSync(`${files.directory}/exit.tmp`, { recursive: true });
  expect((await endOf(runner, trial)).status).toBe("COMPLETED");
});

test("a supervisor does not stay for an attempt whose directory was removed", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("exec sleep 100000");
  const trial = await deploy(runner, {});
  const { directory, submissionKey } = claimOf(trial);
  const files = attemptFiles(directory, submissionKey);
  const program = Number(readFileSync(files.pid, "utf8"));
  rmSync(files.directory, { recursive: true });
  process.kill(program, "SIGKILL");
  await groupIsGone(trial);
  expect(await statusOf(runner, trial)).toBe("MISSING");
});

test("a process that has the same id, and started at another time, is another one", async () => {
  await using runners = new ShellRunners();
  const trial = forge(await killed(runners), { pid: process.pid, startTime: "1" });
  const runner = runners.open("true");
  expect(await statusOf(runner, trial)).toBe("FAILED");
  // This process would not have survived being taken for it.
  expect(await runner.stop(trial, { force: true })).toEqual({});
});

test("a group that has the same number, and nothing of the trial's, is not signalled", async () => {
  await using runners = new ShellRunners();
  const stranger = await deploy(runners.open("exec sleep 100000"), {}, { index: 1 });
  const trial = forge(await killed(runners), { pid: claimOf(stranger).pid, startTime: "1" });
  const runner = runners.open("true");
  await runner.stop(trial, { force: true });
  expect(await statusOf(runner, trial)).toBe("FAILED");
  expect(await statusOf(runner, stranger)).toBe("RUNNING");
});

test("another boot of the machine, or another container, has ended it; another host says nothing", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("true");
  const rebooted = forge(await killed(runners, 0), { bootId: "another" });
  expect(await endOf(runner, rebooted)).toMatchObject({
    status: "FAILED",
    reason: expect.stringContaining("the machine was started anew") as string,
  });
  const restarted = forge(await killed(runners, 1), { pidNamespace: "another" });
  expect(await endOf(runner, restarted)).toMatchObject({
    status: "FAILED",
    reason: expect.stringContaining("the container that it ran in was started anew") as string,
  });
  const elsewhere = forge(await killed(runners, 2), { bootId: "another", hostName: "elsewhere" });
  expect(await statusOf(runner, elsewhere)).toBe("UNKNOWN");
  await expect(runner.stop(elsewhere)).rejects.toMatchObject({ code: "BACKEND" });
});

/** A trial whose supervisor was killed, and whose program lives. */
async function orphan(runner: LocalRunner): Promise<Trial> {
  const trial = await deploy(runner, {});
  for await (const _ of runner.readLogs(trial, { follow: true })) break;
  process.kill(claimOf(trial).pid, "SIGKILL");
  let state: string | undefined;
  while (state !== "orphaned") {
    state = (await runner.pollTrialDetails([trial])).get(0)?.backendState;
    expect(["running", "orphaned"]).toContain(state);
    await systemClock.sleep(1);
  }
  expect(await statusOf(runner, trial)).toBe("RUNNING");
  return trial;
}

test("a program whose supervisor was killed runs on, and can be stopped", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("echo begun; sleep 100000");
  const trial = await orphan(runner);
  await runner.stop(trial);
  expect(await endOf(runner, trial)).toMatchObject({ status: "ABANDONED", backendState: "killed" });
  await groupIsGone(trial);
});

test("one that ends then is lost, and what it left behind is ended", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("mkfifo gate; sleep 100000 & echo begun; read -r word <gate");
  const trial = await orphan(runner);
  using gate = new Gate(join(runners.place, "gate"));
  gate.open();
  expect(await endOf(runner, trial)).toMatchObject({ status: "FAILED", backendState: "lost" });
  await groupIsGone(trial);
});

test("what cannot be read of one trial says nothing of it, and hides no other", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("true");
  const trials = [await deploy(runner, {}), await deploy(runner, {}, { index: 1 })];
  await toTheEnd(runner, trials);
  const [first] = trials;
  const files = attemptFiles(
    runners.directory,
    first === undefined ? "" : claimOf(first).submissionKey,
  );
  rmSync(files.exit);
  mkdirSync(files.exit);
  const other = runners.open("true");
  expect(await other.pollTrialStatus(trials)).toEqual(
    new Map([
      ["UNKNOWN", new Set([0])],
      ["FAILED", new Set([1])],
    ]),
  );
  expect((await other.pollTrialDetails(trials)).get(0)).toMatchObject({ backendState: "unknown" });
});

test("a lost trial is noticed by who waits for a change, although nothing marks its end", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("exec sleep 100000");
  const trial = await deploy(runner, {});
  expect(await statusOf(runner, trial)).toBe("RUNNING");
  const change = runner.waitForChange([trial]);
  process.kill(-claimOf(trial).pid, "SIGKILL");
  expect(await change).toEqual(new Set([0]));
  expect(await statusOf(runner, trial)).toBe("FAILED");
});

test("an attempt that is not there is missing; a directory that is not there says nothing", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("true");
  const trial = await killed(runners);
  rmSync(attemptFiles(runners.directory, claimOf(trial).submissionKey).directory, {
    recursive: true,
  });
  expect(await statusOf(runner, trial)).toBe("MISSING");
  expect(await runner.stop(trial)).toEqual({});
  rmSync(runners.directory, { recursive: true });
  expect(await statusOf(runner, trial)).toBe("UNKNOWN");
});

test("what a killed driver left prepared is absent, unless a supervisor may still take it up", async () => {
  await using runners = new ShellRunners();
  const runner = runners.open("true");
  const other = await deploy(runners.open("exec sleep 100000"), {});
  const key = "prepared";
  const files = attemptFiles(runners.directory, key);
  const living = attemptFiles(runners.directory, claimOf(other).submissionKey);
  mkdirSync(files.directory);
  expect(await runner.findSubmission(makeTrial({}), key)).toMatchObject({ outcome: "absent" });
  // One that lives, and has not claimed it.
  copyFileSync(living.claim, join(files.directory, `supervisor-${claimOf(other).pid}`));
  expect(await runner.findSubmission(makeTrial({}), key)).toMatchObject({ outcome: "unknown" });
  process.kill(-claimOf(other).pid, "SIGKILL");
  await groupIsGone(other);
  expect(await runner.findSubmission(makeTrial({}), key)).toMatchObject({ outcome: "absent" });
  const { runMetadata } = await deploy(runner, {}, { submissionKey: key });
  expect(await runner.findSubmission(makeTrial({}), key)).toEqual({
    outcome: "found",
    found: [runMetadata],
  });
});
