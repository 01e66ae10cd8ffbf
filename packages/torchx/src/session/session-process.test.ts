import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { SessionClient } from "./session-client.ts";

test("a session that is killed in the middle of an answer has died, no more", async () => {
  using place = temporaryDirectory();
  const python = join(place.path, "python");
  const script = `#!/bin/sh
printf '{"hello":{"session":"one"}}\\n' >&4
read -r question <&3
printf '{"id": 1, "answer": {"outco' >&4
kill -9 $$
`;
  writeFileSync(python, script);
  chmodSync(python, 0o755);
  await using session = new SessionClient(python, {
    torchx: "torchx",
    python,
    cwd: place.path,
    env: {},
    useTorchXConfig: false,
    stateDirectory: join(place.path, "sessions"),
    callTimeoutMs: 10_000,
    maxConcurrentCalls: 1,
    clock: systemClock,
  });
  await expect(session.statuses(["local_cwd://torchx/a"])).rejects.toMatchObject({
    code: "BACKEND",
    message: expect.stringContaining("ended before it answered") as string,
  });
});
