import { systemClock, VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { isGone } from "../__fixtures__/is-gone.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { WordPipe } from "../__fixtures__/word-pipe.ts";
import { runCommand, type Command } from "./run-command.ts";

const env = { PATH: process.env["PATH"] ?? "" };

function shell(script: string, others: Partial<Command> = {}): Command {
  return { file: "sh", args: ["-c", script], cwd: "/", env, timeoutMs: Infinity, ...others };
}

test("gives a command its input, and keeps what it prints", async () => {
  const lines: string[] = [];
  const script = `cat; echo "on fd 1"; echo "on fd 2" >&2; printf last; exit 3`;
  const command = shell(script, { input: "in\n", onLine: (line) => lines.push(line) });
  expect(await runCommand(command, systemClock)).toStrictEqual({
    exitCode: 3,
    timedOut: false,
    notStarted: undefined,
    stdout: "in\non fd 1\nlast",
    truncated: false,
    stderr: "on fd 2\n",
  });
  expect(lines).toStrictEqual(["in", "on fd 1", "last"]);
});

test("says what could not be started", async () => {
  const { notStarted } = await runCommand(shell("", { file: "/nowhere/torchx" }), systemClock);
  expect(notStarted?.message).toContain("ENOENT");
});

test("takes no more memory for a command that prints without end", async () => {
  const script = `yes "$(printf %01000d 0)" | head -c 268435456; exit 5`;
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = (): void => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const end = await runCommand(shell(script, { onLine: watch }), systemClock);
  expect(end).toMatchObject({ exitCode: 5, truncated: true });
  expect(end.stdout).toHaveLength(8_000_000);
  expect(most - before).toBeLessThan(64 * 2 ** 20);
});

test("ends the whole group at the time-out, whatever it ignores, and what it prints meanwhile", async () => {
  using place = temporaryDirectory();
  await using pipe = await WordPipe.in(place.path);
  const clock = new VirtualClock({ auto: false });
  const script = `trap '' TERM HUP INT; ${WordPipe.say(place.path)}; (yes & yes >&2 &) ; sleep 1000`;
  const ended = runCommand(shell(script, { timeoutMs: 1_000 }), clock);
  const pid = Number(await pipe.heard());
  await clock.advance(1_000);
  expect(await ended).toMatchObject({ exitCode: undefined, timedOut: true });
  await isGone(-pid);
});

test("ends a command that is aborted", async () => {
  using place = temporaryDirectory();
  await using pipe = await WordPipe.in(place.path);
  const controller = new AbortController();
  const script = `${WordPipe.say(place.path)}; sleep 1000`;
  const command = shell(script, { signal: controller.signal });
  const ended = runCommand(command, systemClock);
  const pid = Number(await pipe.heard());
  controller.abort();
  expect(await ended).toMatchObject({ exitCode: undefined, timedOut: false });
  await isGone(-pid);
  expect(await runCommand(command, systemClock)).toMatchObject({ exitCode: undefined });
});

test("does not wait for what has left the group and holds its output", async () => {
  using place = temporaryDirectory();
  await using pipe = await WordPipe.in(place.path);
  const script = `setsid sh -c 'echo $$ >said; sleep 1000' & ${WordPipe.wait(".")}; echo told`;
  const ended = runCommand(shell(script, { cwd: place.path }), systemClock);
  const pid = Number(await pipe.heard());
  pipe.open();
  expect(await ended).toMatchObject({ exitCode: 0, stdout: "told\n", truncated: true });
  process.kill(-pid, "SIGKILL");
});
