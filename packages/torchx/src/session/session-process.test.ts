import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { expect, test } from "vitest";
import { isGone } from "../__fixtures__/is-gone.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { SessionClient } from "./session-client.ts";

/** A client whose Python is this shell script. */
function clientOf(script: string, place: string, callTimeoutMs: number): SessionClient {
  const python = join(place, "python");
  writeFileSync(python, `#!/bin/sh\n${script}\n`);
  chmodSync(python, 0o755);
  return new SessionClient(python, {
    torchx: "torchx",
    python,
    cwd: place,
    env: {},
    useTorchXConfig: false,
    stateDirectory: join(place, "sessions"),
    callTimeoutMs,
    maxConcurrentCalls: 1,
    clock: systemClock,
  });
}

test("a session that is killed in the middle of an answer has died, no more", async () => {
  using place = temporaryDirectory();
  const script = `printf '{"hello":{"session":"one"}}\\n' >&4
    read -r question <&3
    printf '{"id": 1, "answer": {"outco' >&4
    kill -9 $$`;
  await using session = clientOf(script, place.path, 10_000);
  await expect(session.statuses(["local_cwd://torchx/a"])).rejects.toMatchObject({
    code: "BACKEND",
    message: expect.stringContaining("ended before it answered") as string,
  });
});

test("a session that does not get ready is ended with all that it has started", async () => {
  using place = temporaryDirectory();
  await using session = clientOf("sleep 100000 & echo $! >pid; wait", place.path, 500);
  await expect(session.statuses(["local_cwd://torchx/a"])).rejects.toMatchObject({
    code: "BACKEND",
    message: expect.stringContaining("was not ready within 500 ms") as string,
  });
  const pid = join(place.path, "pid");
  if (existsSync(pid)) await isGone(Number(readFileSync(pid, "utf8")));
});
