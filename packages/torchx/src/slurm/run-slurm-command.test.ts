import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { Gate } from "../__fixtures__/gate.ts";
import { FakeSlurm } from "./__fixtures__/fake-slurm.ts";
import { runSlurmCommand } from "./run-slurm-command.ts";

test("gives a command its arguments, its environment and no input", async () => {
  using slurm = new FakeSlurm({ squeue: 'printf "%s|" "$@" "$A" "${HOME-none}"; cat' });
  const options = { ...slurm.options, env: { ...slurm.options.env, A: "b c" } };
  expect(await runSlurmCommand("squeue", ["a b", "$x"], options, undefined)).toEqual({
    outcome: "ended",
    exitCode: 0,
    stdout: "a b|$x|b c|none|",
    stderr: "",
  });
});

test("ends a command that hangs, with all that it started", async () => {
  using slurm = new FakeSlurm({
    squeue: "trap '' TERM; sleep 1000000 & echo $! >\"$0.child\"; wait",
  });
  const options = { ...slurm.options, callTimeoutMs: 1_000 };
  expect(await runSlurmCommand("squeue", [], options, undefined)).toEqual({
    outcome: "failed",
    found: true,
    reason: "squeue did not answer within 1000 ms",
  });
  const { stdout: child } = await execa("cat", [join(slurm.path, "squeue.child")]);
  // Killed, and perhaps not yet waited for; a test that hangs here has found one that lives.
  for (let state = "?"; !/^(?:Z.*)?$/.test(state);) {
    state = (await execa("ps", ["-o", "stat=", "-p", child], { reject: false })).stdout;
  }
});

test("rejects with the signal's reason", async () => {
  using slurm = new FakeSlurm({ squeue: 'echo begun >"$0.gate"; sleep 1000000' });
  await execa("mkfifo", [join(slurm.path, "squeue.gate")]);
  using gate = new Gate(join(slurm.path, "squeue.gate"));
  const controller = new AbortController();
  const reason = new Error("enough");
  const call = runSlurmCommand("squeue", [], slurm.options, controller.signal);
  const begun = execa("/bin/sh", [
    "-c",
    'read -r word <"$1"',
    "sh",
    join(slurm.path, "squeue.gate"),
  ]);
  await begun;
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  void gate;
});

test("calls nothing when aborted before", async () => {
  using slurm = new FakeSlurm({ squeue: "" });
  const reason = new Error("enough");
  const call = runSlurmCommand("squeue", [], slurm.options, AbortSignal.abort(reason));
  await expect(call).rejects.toBe(reason);
  expect(existsSync(join(slurm.path, "squeue.calls"))).toBe(false);
});

test("takes what is more than can be read for no answer", async () => {
  using slurm = new FakeSlurm({ squeue: "yes | head -c 9000000" });
  expect(await runSlurmCommand("squeue", [], slurm.options, undefined)).toMatchObject({
    outcome: "failed",
    found: true,
    reason: expect.stringContaining("more than can be read") as string,
  });
});
