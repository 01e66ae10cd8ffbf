import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RunnerError } from "@runners/core";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { collect } from "../__fixtures__/collect.ts";
import { endedStatus } from "../__fixtures__/ended-status.ts";
import { WordPipe } from "../__fixtures__/word-pipe.ts";
import { isGone } from "../__fixtures__/is-gone.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import {
  torchxGenerations,
  torchxVenv,
  type TorchXGeneration,
} from "../__fixtures__/torchx-venv.ts";
import type { ClientOptions } from "../client/client-options.ts";
import { SessionClient } from "./session-client.ts";

async function open(
  generation: TorchXGeneration,
  directory: string,
  others: Partial<ClientOptions> = {},
): Promise<SessionClient> {
  const venv = await torchxVenv(generation);
  return new SessionClient(venv.python, clientOptions(venv, directory, others));
}

describe.each(torchxGenerations)("%s", (generation) => {
  test("submits, tells how it ended, and reads the log", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    const submission = shellSubmission(place.path, "exp-1-0", `echo "it's 5 $1"; exit 3`);
    const app = await session.submit(submission);
    expect(app).toStrictEqual({
      handle: expect.stringMatching(/^local_cwd:\/\/torchx\/exp-1-0-\w+$/),
      appId: app.handle.slice("local_cwd://torchx/".length),
      roles: [{ name: "exp-1-0", replicas: 1 }],
    });
    expect(await endedStatus(session, app.handle)).toStrictEqual({
      outcome: "known",
      state: "FAILED",
      message: "exit codes: exp-1-0/0: 3",
      exitCode: 3,
      failed: { role: "exp-1-0", replica: 0 },
      startedAtMs: expect.any(Number) as number,
    });
    const replica = { role: "exp-1-0", replica: 0, stream: "stdout", follow: false } as const;
    expect(await collect(session.logLines(app.handle, replica))).toStrictEqual(["it's 5 "]);
    expect(await session.list("local_cwd")).toStrictEqual([
      { handle: app.handle, name: app.appId },
    ]);
    const gone = "local_cwd://torchx/other";
    expect(await session.statuses([gone])).toStrictEqual(new Map([[gone, { outcome: "missing" }]]));
  });

  test("submits equal keys once, and anew where nothing was", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    const late = { notAfterMs: 1 };
    await expect(
      session.submit(shellSubmission(place.path, "exp-1-0", "true", late)),
    ).rejects.toMatchObject({ code: "DEADLINE_PASSED" });
    const submission = shellSubmission(place.path, "exp-1-0", "echo x >>ledger; sleep 100");
    const [first, second] = await Promise.all([
      session.submit(submission),
      session.submit(submission),
    ]);
    expect(second.handle).toBe(first.handle);
    expect([first, second].filter(({ existed }) => existed)).toHaveLength(1);
    expect(await session.list("local_cwd")).toHaveLength(1);
  });

  test("takes many at once", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path, { maxConcurrentCalls: 8 });
    const submissions = Array.from({ length: 48 }, (_, index) =>
      shellSubmission(place.path, `exp-${index}-0`, "true"),
    );
    await Promise.all(submissions.map((submission) => session.submit(submission)));
    expect(await session.list("local_cwd")).toHaveLength(48);
  });

  test("asks an app to end, says that it runs until it has, and ends it by force", async () => {
    using place = temporaryDirectory();
    await using gate = await WordPipe.in(place.path);
    await using session = await open(generation, place.path);
    const asked = `asked() { ${WordPipe.say(place.path, "asked")}; }; trap asked TERM`;
    const script = `${asked}; ${WordPipe.say(place.path)}; while :; do sleep 0.1; done`;
    const { handle } = await session.submit(shellSubmission(place.path, "exp-1-0", script));
    const pid = Number(await gate.heard());
    await session.cancel([handle]);
    expect(await gate.heard()).toBe("asked");
    await session.cancel([handle]);
    expect((await session.statuses([handle])).get(handle)).toStrictEqual({
      outcome: "known",
      state: "RUNNING",
      startedAtMs: expect.any(Number) as number,
    });
    await session.cancel([handle], { force: true });
    await isGone(-pid);
    expect(await endedStatus(session, handle)).toMatchObject({ state: "CANCELLED" });
    await session.cancel([handle, "local_cwd://torchx/other"]);
    expect(await endedStatus(session, handle)).toMatchObject({ state: "CANCELLED" });
  });

  test("ends what an app leaves behind when it is cancelled", async () => {
    using place = temporaryDirectory();
    await using gate = await WordPipe.in(place.path);
    await using session = await open(generation, place.path);
    const script = `(trap '' TERM; ${WordPipe.say(place.path, "child")}; while :; do sleep 1000; done) & ${WordPipe.say(place.path)}; wait`;
    const { handle } = await session.submit(shellSubmission(place.path, "exp-1-0", script));
    const words = [await gate.heard(), await gate.heard()];
    await session.cancel([handle]);
    await isGone(-Number(words.find((word) => word !== "child")));
    expect(await endedStatus(session, handle)).toMatchObject({ state: "CANCELLED" });
  });

  test("its local apps end with it, also where it was killed", async () => {
    using place = temporaryDirectory();
    await using gate = await WordPipe.in(place.path);
    const script = `${WordPipe.say(place.path)}; ${WordPipe.say(place.path, "$PPID")}; sleep 1000`;
    {
      await using session = await open(generation, place.path);
      await session.submit(shellSubmission(place.path, "exp-1-0", script));
      const [pid, parent] = [Number(await gate.heard()), Number(await gate.heard())];
      await session[Symbol.asyncDispose]();
      await isGone(pid);
      await isGone(-parent);
    }
    await using killed = await open(generation, place.path);
    const { handle } = await killed.submit(shellSubmission(place.path, "exp-1-1", script));
    const [pid, parent] = [Number(await gate.heard()), Number(await gate.heard())];
    const before = killed.sessionId;
    process.kill(parent, "SIGKILL");
    await isGone(parent);
    // The next call starts a session, which ends what the last one left.
    await killed.schedulers().catch(() => undefined);
    expect((await killed.statuses([handle])).get(handle)).toStrictEqual({ outcome: "missing" });
    expect(killed.sessionId).not.toBe(before);
    await isGone(pid);
    expect(readdirSync(join(place.path, "state"))).toHaveLength(0);
  });

  test("tells apart what is wrong", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    const submission = shellSubmission(place.path, "exp-1-0", "true");
    await expect(session.submit({ ...submission, scheduler: "nowhere" })).rejects.toThrow(
      /has no scheduler `nowhere`; it has .*local_cwd/,
    );
    await expect(session.runOptionsOf("nowhere")).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    await expect(session.signatureOf("utils.nothing")).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("utils.nothing"),
    });
    await expect(session.signatureOf("./nothing.py:f")).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    const wrong = { ...submission, cfg: { log_dir: 5 } };
    await expect(session.submit(wrong)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(await session.runOptionsOf("local_cwd")).toContainEqual({
      name: "log_dir",
      type: "str",
      required: false,
    });
  });

  test("gives up waiting, not the submission", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    await session.schedulers();
    const reason = new Error("enough");
    const controller = new AbortController();
    const submitted = session.submit(shellSubmission(place.path, "exp-1-0", "sleep 100"), {
      signal: controller.signal,
    });
    const looked = session.schedulers({ signal: controller.signal });
    queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => controller.abort(reason))));
    await expect(looked).rejects.toBe(reason);
    await expect(submitted).rejects.toSatisfy(
      (error) => error === reason || RunnerError.is(error, "SUBMISSION_UNKNOWN"),
    );
  });

  test("plans without submitting, and without secrets", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    const submission = shellSubmission(place.path, "exp-1-0", "true");
    if (submission.source.kind !== "app") throw new Error("an app");
    const [role] = submission.source.app.roles;
    const app = { name: "app", roles: [{ ...role, env: { TOKEN: "hunter22" } }] as const };
    const plan = await session.plan({ ...submission, source: { kind: "app", app } });
    expect(plan).toMatchObject({ client: "session", scheduler: "local_cwd" });
    expect(JSON.stringify(plan)).toContain("[TOKEN]");
    expect(JSON.stringify(plan)).not.toContain("hunter22");
    expect(await session.list("local_cwd")).toStrictEqual([]);
  });

  test("reads and moves files", async () => {
    using place = temporaryDirectory();
    await using session = await open(generation, place.path);
    const [a, b] = [`file://${join(place.path, "a")}`, `file://${join(place.path, "b")}`];
    expect(await session.readText(a)).toBeUndefined();
    await session.moveText(a, b);
    const { handle } = await session.submit(shellSubmission(place.path, "k", "printf 'ä\\n' >a"));
    await endedStatus(session, handle);
    expect(await session.readText(a)).toBe("ä\n");
    await session.moveText(a, b);
    expect(readFileSync(join(place.path, "b"), "utf8")).toBe("ä\n");
    expect(await session.readText(a)).toBeUndefined();
  });
});
