import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { isGone } from "../__fixtures__/is-gone.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { WordPipe } from "../__fixtures__/word-pipe.ts";
import { CliClient } from "../cli/cli-client.ts";
import { SessionClient } from "../session/session-client.ts";
import type { ClientOptions } from "./client-options.ts";
import type { TorchXClient } from "./torchx-client.ts";

const kinds = torchxGenerations.flatMap((generation) => [
  [generation, "session"] as const,
  [generation, "cli"] as const,
]);
const others = { scheduler: "slurm" };

/** An `sbatch` that notes each call and does what the script says. */
function fakeSbatch(directory: string, script: string): string {
  return fake(directory, "sbatch", `echo called >>'${join(directory, "calls")}'\n${script}`);
}

function fake(directory: string, command: string, script: string): string {
  const bin = join(directory, "bin");
  mkdirSync(bin, { recursive: true });
  const file = join(bin, command);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `${bin}:/usr/bin:/bin`;
}

function calls(directory: string): number {
  const file = join(directory, "calls");
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").length : 0;
}

describe.each(kinds)("a command of the backend, %s, %s", (generation, kind) => {
  async function open(
    directory: string,
    PATH: string,
    rest: Partial<ClientOptions> = {},
  ): Promise<TorchXClient> {
    const venv = await torchxVenv(generation);
    const options = clientOptions(venv, directory, { env: { PATH }, ...rest });
    return kind === "session" ? new SessionClient(venv.python, options) : new CliClient(options);
  }

  test("that tells an id has taken the app", async () => {
    using place = temporaryDirectory();
    await using client = await open(place.path, fakeSbatch(place.path, "echo 42"));
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    expect(await client.submit(submission)).toStrictEqual({
      handle: "slurm://torchx/42",
      appId: "42",
      roles: [{ name: "exp-1-0", replicas: 1 }],
    });
  });

  test("that refuses is told from one that only failed", async () => {
    using place = temporaryDirectory();
    const words = `sbatch: error: invalid partition specified: nowhere`;
    const path = fakeSbatch(place.path, `echo "${words}" >&2; exit 1`);
    await using client = await open(place.path, path);
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    await expect(client.submit(submission)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(words),
    });
    const timeOut = "Socket timed out on send/recv operation";
    fakeSbatch(
      place.path,
      `echo "sbatch: error: Batch job submission failed: ${timeOut}" >&2; exit 1`,
    );
    await expect(client.submit({ ...submission, submissionKey: "exp-1-1" })).rejects.toMatchObject({
      code: "SUBMISSION_UNKNOWN",
      message: expect.stringContaining(timeOut),
    });
  });

  test.each([
    ["NO_CAPACITY", "job submit limit"],
    ["BACKEND", "Unable to contact slurm controller (connect failure)"],
    ["SUBMISSION_UNKNOWN", "Socket timed out on send/recv operation"],
  ])("that fails once (%s) is called anew for the same key", async (code, words) => {
    using place = temporaryDirectory();
    const failing = `echo "sbatch: error: Batch job submission failed: ${words}" >&2; exit 1`;
    await using client = await open(place.path, fakeSbatch(place.path, failing));
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    await expect(client.submit(submission)).rejects.toMatchObject({ code });
    fakeSbatch(place.path, "echo 42");
    expect(await client.submit(submission)).toMatchObject({ handle: "slurm://torchx/42" });
    expect(calls(place.path)).toBe(2);
  });

  test("that TorchX asks beforehand and does not understand is no fault of the trial", async () => {
    using place = temporaryDirectory();
    await using client = await open(place.path, fakeSbatch(place.path, "echo 42"));
    const resource = { cpu: 1, gpu: 1, memMB: 100 };
    const role = { name: "role", image: "", entrypoint: "true", resource };
    const source = { kind: "app", app: { name: "app", roles: [role] } } as const;
    const submission = shellSubmission("", "exp-1-0", "", { ...others, cfg: {}, source });
    const memory = String.raw`printf 'PARTITION,MEMORY\nmain*,N/A\n'`;
    // Only the development line asks for it.
    const version = `[ $1 = --version ] && echo slurm`;
    for (const odd of generation === "nightly" ? [memory, version] : [memory]) {
      fake(place.path, "sinfo", odd);
      await expect(client.submit(submission)).rejects.toMatchObject({
        code: "BACKEND",
        message: expect.stringContaining("does not understand what sinfo prints: "),
      });
    }
    expect(calls(place.path)).toBe(0);
    fake(place.path, "sinfo", "exit 1");
    expect(await client.submit(submission)).toMatchObject({ handle: "slurm://torchx/42" });
  });

  test("that is not there has taken nothing", async () => {
    using place = temporaryDirectory();
    const bin = join(place.path, "bin");
    mkdirSync(bin);
    await using client = await open(place.path, bin);
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    await expect(client.submit(submission)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("sbatch was not found on PATH"),
    });
  });

  test("is not begun after the deadline", async () => {
    using place = temporaryDirectory();
    await using client = await open(place.path, fakeSbatch(place.path, "echo 42"));
    const late = { ...others, cfg: {}, notAfterMs: Date.now() - 1 };
    const submission = shellSubmission(place.path, "exp-1-0", "true", late);
    await expect(client.submit(submission)).rejects.toMatchObject({ code: "DEADLINE_PASSED" });
    expect(calls(place.path)).toBe(0);
  });

  test("that hangs is ended with the call", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    const path = fakeSbatch(place.path, `${WordPipe.say(place.path)}; exec sleep 1000`);
    await using client = await open(place.path, path, { callTimeoutMs: 8_000 });
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    const submitted = client.submit(submission);
    const pid = Number(await pipe.heard());
    await expect(submitted).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
    await isGone(pid);
  });
});

describe.each(torchxGenerations)("a session, %s", (generation) => {
  test("submits once for two who ask at the same time, and tells both the same", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using pipe = await WordPipe.in(place.path);
    const script = `${WordPipe.wait(place.path)}; echo lost >&2; exit 1`;
    const PATH = fakeSbatch(place.path, script);
    const options = clientOptions(venv, place.path, { env: { PATH } });
    await using client = new SessionClient(venv.python, options);
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    const code = "SUBMISSION_UNKNOWN";
    const both = Promise.allSettled([client.submit(submission), client.submit(submission)]);
    // The session has taken up both once it has answered what was asked after them.
    await client.schedulers();
    pipe.open();
    const outcome = { status: "rejected", reason: expect.objectContaining({ code }) as unknown };
    expect(await both).toEqual([outcome, outcome]);
    expect(calls(place.path)).toBe(1);
  });

  test("ends what it has begun when it ends itself", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    const venv = await torchxVenv(generation);
    const PATH = fakeSbatch(place.path, `${WordPipe.say(place.path)}; exec sleep 1000`);
    const options = clientOptions(venv, place.path, { env: { PATH } });
    await using client = new SessionClient(venv.python, options);
    const submission = shellSubmission(place.path, "exp-1-0", "true", { ...others, cfg: {} });
    const submitted = Promise.allSettled([client.submit(submission)]);
    const pid = Number(await pipe.heard());
    await client[Symbol.asyncDispose]();
    expect(await submitted).toMatchObject([{ reason: { code: "SUBMISSION_UNKNOWN" } }]);
    await isGone(pid);
  });
});
