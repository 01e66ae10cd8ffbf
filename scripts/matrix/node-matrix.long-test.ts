import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { outsideEnv } from "../registry/outside-env.ts";
import { runOrFail } from "../release/run-or-fail.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "runners-nodes-"));
const folders = globSync("packages/*/vitest.config.ts", { cwd: root }).map(dirname).toSorted();

afterAll(() => rmSync(home, { recursive: true, force: true }));

// The test command uses Node 24. Node 22 cannot run our sources, which have `await using`, but
// what is built of them; that is in registry.long-test.ts, with 22, 24 and 26.
describe.each(["26.10.0"])("Node %s", (version) => {
  const prefix = join(home, version);
  const bin = join(prefix, "node_modules/node/bin");
  const env = { ...outsideEnv(), PATH: [bin, process.env["PATH"]].join(delimiter) };

  test("is installed", async () => {
    const options = { cwd: home, env: outsideEnv() };
    await runOrFail("npm", ["install", "--prefix", prefix, `node@${version}`], options);
    expect(await runOrFail("node", ["--version"], { cwd: home, env })).toBe(`v${version}\n`);
  });

  test.each(folders)("passes the tests of %s", async (folder) => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const output = await runOrFail(join(bin, "node"), [vitest, "run"], {
      cwd: join(root, folder),
      env,
      timeoutMs: 600_000,
    });
    expect(output).toMatch(/Tests .*passed/);
  });
});

test("Node 22, 24 and 26 write the same event log of a simulation, to the last bit", async () => {
  const cwd = join(root, "packages/simulated-backend");
  await runOrFail("pnpm", ["exec", "tsc", "-b", "tsconfig.json"], { cwd: root });
  const logs = new Set<string>();
  for (const version of ["22.18.0", "24.21.0", "26.10.0"]) {
    const prefix = join(home, `log-${version}`);
    const options = { cwd: home, env: outsideEnv() };
    await runOrFail("npm", ["install", "--prefix", prefix, `node@${version}`], options);
    const node = join(prefix, "node_modules/node/bin/node");
    // What is built, not our sources, which Node 22 cannot run.
    logs.add(await runOrFail(node, ["src/__fixtures__/event-log.ts"], { cwd, env: outsideEnv() }));
  }
  expect([...logs].map((log) => log.length > 100_000)).toEqual([true]);
});
