import { spawn } from "node:child_process";
import { on, once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const program = `
import { documentViolations } from ${JSON.stringify(join(import.meta.dirname, "document-violations.ts"))};
import { exitOnSignals } from ${JSON.stringify(join(import.meta.dirname, "exit-on-signals.ts"))};
exitOnSignals();
await documentViolations(process.cwd(), ["README.md"]);
`;

test("a signal ends the commands of documents and removes their folder", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "signalled-")));
  const watching = new AbortController();
  try {
    symlinkSync(join(import.meta.dirname, "../../node_modules"), join(root, "node_modules"));
    const block = `sleep 1000 & echo "$! $PWD" > '${root}/tell'; mv '${root}/tell' '${root}/told'; wait`;
    writeFileSync(join(root, "README.md"), `\`\`\`sh run\n${block}\n\`\`\`\n`);
    const told = appears(root, "told", watching.signal);
    const checking = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: root,
      stdio: "inherit",
    });
    const ended = once(checking, "exit");
    // Where it ends before it is told to, it says so instead of waiting for ever.
    expect(await Promise.race([told, ended])).toBe("told");
    const [pid = "", folder = ""] = readFileSync(join(root, "told"), "utf8").trim().split(" ");
    expect(existsSync(folder)).toBe(true);
    checking.kill("SIGTERM");
    expect(await ended).toStrictEqual([130, null]);
    expect(existsSync(folder)).toBe(false);
    const ps = { cwd: root, env: process.env, timeoutMs: 60_000 };
    // Ended, or a zombie that its new parent has not buried yet.
    const stateOf = async (): Promise<string> =>
      (await runCommand("ps", ["-o", "stat=", "-p", pid], ps)).stdout.trim();
    // The kill was sent before the command ended; the process may take a moment to die of it.
    let state = await stateOf();
    while (!/^(Z.*)?$/.test(state)) state = await stateOf();
    expect(state).toMatch(/^(Z.*)?$/);
  } finally {
    watching.abort();
    rmSync(root, { recursive: true, force: true });
  }
});

/** Resolves with the name once a file of this name is in the folder. */
async function appears(folder: string, name: string, signal: AbortSignal): Promise<string> {
  const changes = on(watch(folder, { signal }), "change", { signal });
  for await (const [, changed] of changes as AsyncIterable<[string, string]>) {
    if (changed === name && existsSync(join(folder, name))) return name;
  }
  return "";
}
