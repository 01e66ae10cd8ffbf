import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FakeSlurm, type Saying } from "./__fixtures__/fake-slurm.ts";
import { findJobs, type SoughtJobs } from "./find-jobs.ts";

const sought: SoughtJobs = {
  submissionKey: "exp-3-0",
  directory: undefined,
  sinceMs: Date.UTC(2026, 0, 2, 0, 5),
  nowMs: Date.UTC(2026, 0, 2, 0, 6),
};
const disabled: Saying = { stderr: "Slurm accounting storage is disabled", exitCode: 1 };
const config: Saying = { stdout: "MessageTimeout = 10 sec\nMinJobAge               = 300 sec\n" };

function queue(...ids: readonly string[]): Saying {
  return { stdout: ids.map((id) => `${id}|RUNNING|N/A|N/A|None|exp-3-0-0\n`).join("") };
}

function accounts(...ids: readonly string[]): Saying {
  return { stdout: ids.map((id) => `${id}|COMPLETED|0:0|10|20|exp-3-0-0\n`).join("") };
}

test("asks both by the job's name, from well before the intent", async () => {
  using slurm = new FakeSlurm({ squeue: queue(), sacct: accounts() });
  expect(await findJobs(sought, slurm.options)).toEqual({
    outcome: "absent",
    evidence: "squeue knows no job of the name exp-3-0-0, nor does sacct since 2025-12-31",
  });
  expect(slurm.calls("squeue").join()).toContain(" --states=all ");
  expect(slurm.calls("squeue").join()).toContain(" --name=exp-3-0-0");
  expect(slurm.calls("sacct").join()).toContain(
    " --name=exp-3-0-0 --starttime=2025-12-31 --endtime=now+2days",
  );
});

test("gives each job once, the oldest first", async () => {
  using slurm = new FakeSlurm({ squeue: queue("100", "9+0", "9+1"), sacct: accounts("20", "9") });
  const found = await findJobs(sought, slurm.options);
  expect(found).toEqual({ outcome: "found", jobIds: ["9", "20", "100"] });
});

test("gives first the one that has claimed the submission, also where nobody else knows it", async () => {
  using slurm = new FakeSlurm({ squeue: queue("9"), sacct: disabled });
  const directory = join(slurm.path, "key");
  mkdirSync(directory);
  writeFileSync(join(directory, "claim"), "12\n");
  const found = await findJobs({ ...sought, directory }, slurm.options);
  expect(found).toEqual({ outcome: "found", jobIds: ["12", "9"] });
});

test("heeds jobs of that name only", async () => {
  using slurm = new FakeSlurm({
    squeue: { stdout: "1|RUNNING|N/A|N/A|None|other-0\n" },
    sacct: { stdout: "2|RUNNING|0:0|1|1|exp-3-0-01\n" },
  });
  expect((await findJobs(sought, slurm.options)).outcome).toBe("absent");
});

test.each<[string, Saying, Saying]>([
  ["squeue", { stderr: "Socket timed out", exitCode: 1 }, accounts()],
  ["sacct", queue(), { stderr: "Problem talking to the database", exitCode: 1 }],
])("does not know where %s does not answer", async (command, squeue, sacct) => {
  using slurm = new FakeSlurm({ squeue, sacct });
  const { outcome, ...rest } = await findJobs(sought, slurm.options);
  expect(outcome).toBe("unknown");
  expect(JSON.stringify(rest)).toContain(`${command} ended with exit code 1`);
});

test("finds what one of them lists while the other does not answer", async () => {
  using slurm = new FakeSlurm({ squeue: queue("5"), sacct: { exitCode: 1 } });
  expect(await findJobs(sought, slurm.options)).toEqual({ outcome: "found", jobIds: ["5"] });
});

test("without accounting, what is neither queued nor claimed was not started", async () => {
  using slurm = new FakeSlurm({ squeue: queue(), sacct: disabled });
  const directory = join(slurm.path, "key");
  expect((await findJobs({ ...sought, directory }, slurm.options)).outcome).toBe("absent");
});

test.each([
  ["soon", 149_000, "absent"],
  ["late", 151_000, "unknown"],
  ["before, by a clock that was set back,", -1, "unknown"],
])("without accounting and wrapper, asked %s it says so", async (_when, ageMs, outcome) => {
  using slurm = new FakeSlurm({ squeue: queue(), sacct: disabled, scontrol: config });
  const asked = { ...sought, nowMs: sought.sinceMs + ageMs };
  expect((await findJobs(asked, slurm.options)).outcome).toBe(outcome);
});

test("does not know where Slurm does not say how long it remembers", async () => {
  using slurm = new FakeSlurm({ squeue: queue(), sacct: disabled, scontrol: { exitCode: 1 } });
  expect((await findJobs(sought, slurm.options)).outcome).toBe("unknown");
});

test("does not know where the claim cannot be read", async () => {
  using slurm = new FakeSlurm({ squeue: queue(), sacct: disabled });
  const directory = join(slurm.path, "key");
  mkdirSync(join(directory, "claim"), { recursive: true });
  expect((await findJobs({ ...sought, directory }, slurm.options)).outcome).toBe("unknown");
});
