import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { isGone } from "../__fixtures__/is-gone.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { WordPipe } from "../__fixtures__/word-pipe.ts";
import type { Submission } from "../client/submission.ts";
import { SessionClient } from "./session-client.ts";

/** Says that it was called, and waits for a word. */
const component = `
import os
import torchx.specs as specs

def make(hang: bool) -> specs.AppDef:
    if hang:
        os.system("echo called >said")
        open("gate").readline()
    return specs.AppDef(name="x", roles=[specs.Role(name="r", image="", entrypoint="true")])
`;

function ofComponent(place: string, key: string, hang: boolean, file = "first"): Submission {
  const name = `./${file}.py:make`;
  const source = { kind: "component", name, arguments: { hang: { type: "bool", value: hang } } };
  writeFileSync(join(place, `${file}.py`), component);
  return shellSubmission(place, key, "", { source: source as Submission["source"] });
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** An app, and the ids of its process and of its session's. */
async function start(
  client: SessionClient,
  place: string,
  pipe: WordPipe,
): Promise<{ readonly handle: string; readonly app: number; readonly session: number }> {
  const script = `${WordPipe.say(place)}; ${WordPipe.say(place, "$PPID")}; exec sleep 1000`;
  const { handle } = await client.submit(shellSubmission(place, "exp-0-0", script));
  return { handle, app: Number(await pipe.heard()), session: Number(await pipe.heard()) };
}

describe.each(torchxGenerations)("%s", (generation) => {
  async function open(
    place: string,
    callTimeoutMs: number,
  ): Promise<{ clock: VirtualClock; client: SessionClient } & AsyncDisposable> {
    const venv = await torchxVenv(generation);
    const clock = new VirtualClock({ auto: false });
    const options = clientOptions(venv, place, { callTimeoutMs, clock });
    const client = new SessionClient(venv.python, options);
    return { clock, client, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
  }

  test("a session that answers no more is replaced, and what may have happened is not repeated", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    await using opened = await open(place.path, 60_000);
    const { client, clock } = opened;
    const { handle, app, session } = await start(client, place.path, pipe);
    const before = client.sessionId;
    process.kill(session, "SIGSTOP");
    const submission = shellSubmission(place.path, "exp-1-0", "true");
    const calls = Promise.allSettled([client.statuses([handle]), client.submit(submission)]);
    await clock.advance(61_000);
    expect(await calls).toMatchObject([
      { reason: { code: "TIMEOUT" } },
      { reason: { code: "SUBMISSION_UNKNOWN" } },
    ]);
    const next = client.statuses([handle]);
    await clock.advance(59_999);
    expect(client.sessionId).toBe(before);
    await clock.advance(1);
    expect((await next).get(handle)).toStrictEqual({ outcome: "missing" });
    expect(client.sessionId).not.toBe(before);
    await isGone(session);
    await isGone(app);
  });

  test("a session that answers is kept, whatever has timed out", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    await using opened = await open(place.path, 60_000);
    const { client, clock } = opened;
    const { handle } = await start(client, place.path, pipe);
    const before = client.sessionId;
    const submitted = Promise.allSettled([client.submit(ofComponent(place.path, "exp-1-0", true))]);
    await pipe.heard();
    await clock.advance(61_000);
    expect(await submitted).toMatchObject([{ reason: { code: "SUBMISSION_UNKNOWN" } }]);
    const running = { outcome: "known", state: "RUNNING" };
    expect((await client.statuses([handle])).get(handle)).toMatchObject(running);
    await clock.advance(600_000);
    expect((await client.statuses([handle])).get(handle)).toMatchObject(running);
    expect(client.sessionId).toBe(before);
  });

  test("a component that hangs is no fault of the trial, and keeps no other call waiting for long", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    // The session's own time, in which a component has to return, is the real one.
    await using opened = await open(place.path, 8_000);
    const { client } = opened;
    const hanging = ofComponent(place.path, "exp-1-0", true);
    await expect(client.submit(hanging)).rejects.toMatchObject({
      code: "BACKEND",
      message: expect.stringMatching(
        /^Trial 0 was not submitted to local_cwd: component \.\/first\.py:make has not returned since \d{4}-/,
      ) as string,
    });
    expect(await pipe.heard()).toBe("called");
    const others = [
      ofComponent(place.path, "exp-1-1", false, "second"),
      ofComponent(place.path, "exp-1-0", false),
    ];
    for (const submission of others) {
      const { appId, existed } = await client.submit(submission);
      expect([appId, existed]).toEqual([
        expect.stringContaining(submission.submissionKey),
        undefined,
      ]);
    }
  });

  test("a session that a check kills while it is to end leaves nothing behind either", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    await using opened = await open(place.path, 10_000);
    const { client, clock } = opened;
    const { handle, app, session } = await start(client, place.path, pipe);
    process.kill(session, "SIGSTOP");
    const call = Promise.allSettled([client.statuses([handle])]);
    await clock.advance(11_000);
    expect(await call).toMatchObject([{ reason: { code: "TIMEOUT" } }]);
    const disposed = client[Symbol.asyncDispose]();
    await clock.advance(29_000);
    expect(isAlive(session)).toBe(true);
    await clock.advance(1_000);
    await expect(disposed).resolves.toBeUndefined();
    await isGone(session);
    await isGone(app);
  });

  test("a call that waits for a session can be aborted, and what has ended is ended once", async () => {
    using place = temporaryDirectory();
    await using opened = await open(place.path, 60_000);
    const { client } = opened;
    const over = new AbortController();
    const call = client.statuses(["local_cwd://torchx/x"], { signal: over.signal });
    over.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    await client[Symbol.asyncDispose]();
    rmSync(join(place.path, "state"), { recursive: true });
    await client[Symbol.asyncDispose]();
    expect(existsSync(join(place.path, "state"))).toBe(false);
  });

  test("a session that does not end is killed, and its apps end too", async () => {
    using place = temporaryDirectory();
    await using pipe = await WordPipe.in(place.path);
    await using opened = await open(place.path, 60_000);
    const { client, clock } = opened;
    const { app, session } = await start(client, place.path, pipe);
    process.kill(session, "SIGSTOP");
    const disposed = client[Symbol.asyncDispose]();
    await clock.advance(30_000);
    await expect(disposed).resolves.toBeUndefined();
    await isGone(session);
    await isGone(app);
  });
});
