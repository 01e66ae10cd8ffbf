import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bootstrap = fileURLToPath(new URL("bootstrap.mjs", import.meta.url));

/** A command that takes its time to end after an interrupt, and has a say in how. */
const command = `#!${process.execPath}
process.on("SIGINT", () => setImmediate(() => process.exit(7)));
process.stdin.resume();
console.log("ready");
`;

test("waits for its command to end after Ctrl-C, which reaches both", async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "bootstrap-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "npx"), command, { mode: 0o755 });
  const PATH = `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
  // A process group of its own stands for the foreground of a terminal.
  const child = spawn(process.execPath, [bootstrap, "pnpm", "demo"], {
    detached: true,
    env: { ...process.env, PATH },
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "ready" && child.pid !== undefined) process.kill(-child.pid, "SIGINT");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect([child.exitCode, child.signalCode]).toEqual([7, null]);
});
