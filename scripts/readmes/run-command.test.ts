import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const here = { cwd: tmpdir(), env: process.env };

test("tells exit code and output", async () => {
  const options = { ...here, timeoutMs: 60_000 };
  const args = ["-c", "echo out; echo err >&2; exit 3"];
  expect(await runCommand("sh", args, options)).toStrictEqual({
    exitCode: 3,
    stdout: "out\n",
    stderr: "err\n",
  });
});

test("leaves no process of the group behind, though it holds the pipes", async () => {
  const options = { ...here, timeoutMs: 60_000 };
  const { exitCode, stdout } = await runCommand("sh", ["-c", "sleep 1000 & echo $!"], options);
  expect(exitCode).toBe(0);
  // Ended, or a zombie that its new parent has not buried yet.
  const state = await runCommand("ps", ["-o", "stat=", "-p", stdout.trim()], options);
  expect(state.stdout.trim()).toMatch(/^(Z.*)?$/);
});

test("ends what takes too long, and says so", async () => {
  const finished = await runCommand("sleep", ["1000"], { ...here, timeoutMs: 50 });
  expect(finished.exitCode).toBeUndefined();
  expect(finished.stderr).toContain("ended after 50 ms");
});

test("rejects where there is no such command", async () => {
  const started = runCommand("no-such-command", [], { ...here, timeoutMs: 60_000 });
  await expect(started).rejects.toMatchObject({ code: "ENOENT" });
});
