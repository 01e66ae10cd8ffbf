import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPackages } from "../release/read-packages.ts";
import { runOrFail } from "../release/run-or-fail.ts";
import { commitAll } from "./commit-all.ts";
import { Consumer } from "./consumer.ts";
import { copyWorkspace } from "./copy-workspace.ts";
import { downstreamMonorepo } from "./downstream-monorepo.ts";
import { smokeTest } from "./smoke-test.ts";
import { startRegistry, type Registry } from "./start-registry.ts";
import { tinyExperiment } from "./tiny-experiment.ts";

// The tests follow each other: what one published, the next installs.
const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "runners-registry-"));
const workspace = join(home, "workspace");
const packages = readPackages(root);
const names = packages.map(({ name }) => name);
const versionOf = (name: string): string =>
  packages.find((one) => one.name === name)?.version ?? "unknown";
let registry: Registry;

async function restartRegistry(options: { readonly refused?: string } = {}): Promise<void> {
  await registry?.[Symbol.asyncDispose]();
  registry = await startRegistry(join(home, "registry"), options);
  writeFileSync(join(workspace, ".npmrc"), `@runners:registry=${registry.url}\n`);
}

beforeAll(async () => {
  await copyWorkspace(root, workspace);
  // The copy forgets what is on its way to a release here: its versions are those to publish.
  for (const path of globSync(".changeset/*.md", { cwd: workspace })) rmSync(join(workspace, path));
  writeFileSync(join(workspace, ".git/info/exclude"), ".npmrc\n");
  await commitAll(workspace);
});

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

const release = (...flags: readonly string[]): Promise<string> =>
  runOrFail("node", ["scripts/release.ts", ...flags], { cwd: workspace, timeoutMs: 600_000 });

const consumer = (name: string): Consumer =>
  new Consumer(mkdtempSync(join(home, `${name}-`)), registry.url);

/** Records a change, as a contributor does, and turns it into versions. */
async function change(name: string, bump: "patch" | "major", summary: string): Promise<void> {
  const file = join(workspace, ".changeset/one.md");
  writeFileSync(file, `---\n"${name}": ${bump}\n---\n\n${summary}\n`);
  await runOrFail("pnpm", ["changeset", "version"], { cwd: workspace });
  await runOrFail("pnpm", ["install", "--lockfile-only"], { cwd: workspace });
  await commitAll(workspace);
}

/** The version of @runners/synthetic in the copy, as it stands now. */
const synthetic = (): string | undefined =>
  readPackages(workspace).find(({ name }) => name === "@runners/synthetic")?.version;

const publishedBy = (output: string): string[] =>
  output
    .split("\n")
    .filter((line) => line.startsWith("published "))
    .map((line) => line.slice("published ".length));

test("a dry run prints what would go out, and publishes and tags nothing", async () => {
  await restartRegistry();
  const output = await release("--dry-run");
  for (const name of names) expect(output).toContain(`  ${name} `);
  expect(publishedBy(output)).toStrictEqual([]);
  expect(await runOrFail("git", ["tag"], { cwd: workspace })).toBe("");
  await expect(consumer("none").run("npm", "view", "@runners/core")).rejects.toThrow("E404");
});

test("a release that broke half-way goes on where it broke, in order, and then has nothing to do", async () => {
  const refused = "@runners/orchestrator";
  await restartRegistry({ refused });
  await expect(release()).rejects.toThrow(refused);
  const core = `@runners/core@${versionOf("@runners/core")}`;
  expect(await runOrFail("git", ["tag"], { cwd: workspace })).toContain(core);

  await restartRegistry();
  const rest = publishedBy(await release());
  expect(rest[0]).toBe(refused);
  expect(rest).toContain("@runners/cli");
  expect(rest).not.toContain("@runners/core");

  const tags = (await runOrFail("git", ["tag"], { cwd: workspace })).trimEnd().split("\n");
  expect(tags).toHaveLength(names.length);
  expect(await release()).toContain("nothing to publish");
});

test("nothing is published from a checkout with changes", async () => {
  writeFileSync(join(workspace, "stray.txt"), "");
  await expect(release()).rejects.toThrow("stray.txt");
  rmSync(join(workspace, "stray.txt"));
});

test("@runners/synthetic brings core and nothing else, and runs from ESM, require and .ts", async () => {
  const one = consumer("synthetic");
  one.write({ "package.json": "{}" });
  await one.run("npm", "install", "@runners/synthetic");
  expect(one.installed()).toStrictEqual({
    "@runners/core": versionOf("@runners/core"),
    "@runners/synthetic": versionOf("@runners/synthetic"),
  });
  const body = `
const trial = { kind: "trial", index: 7, attempt: 0, status: "CANDIDATE", arms: [{ parameters: {} }],
  runMetadata: {}, experiment: { name: "e", runningTrialIndices: [] } };
new SyntheticRunner().run(trial).then(({ name }) => console.log(name));`;
  one.write({
    "esm.mjs": `import { SyntheticRunner } from "@runners/synthetic";${body}`,
    "cjs.cjs": `const { SyntheticRunner } = require("@runners/synthetic");${body}`,
    "typed.mts": `import { SyntheticRunner } from "@runners/synthetic";
import type { Trial } from "@runners/core";${body.replace("trial =", "trial: Trial =")}`,
  });
  for (const file of ["esm.mjs", "cjs.cjs", "typed.mts"]) {
    expect(await one.run("node", file)).toBe("e_7\n");
  }
});

test("every package installs by itself, core with nothing else, and says how big it is", async () => {
  const broughtAlong = new Map<string, readonly string[]>();
  for (const name of names) {
    const one = consumer("size");
    one.write({ "package.json": "{}" });
    await one.run("npm", "install", name);
    const bytes = globSync("node_modules/**", { cwd: one.folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    const lock = JSON.parse(readFileSync(join(one.folder, "package-lock.json"), "utf8")) as {
      readonly packages: object;
    };
    const others = Object.keys(lock.packages).filter((path) => !/^$|@runners/.test(path));
    console.log(`${name}: ${Math.ceil(bytes / 1000)} kB, ${others.length} packages of others`);
    broughtAlong.set(name, others);
  }
  for (const name of ["@runners/core", "@runners/synthetic", "@runners/mixins"]) {
    expect(broughtAlong.get(name)).toStrictEqual([]);
  }
});

// The oldest Node that "engines" promises, and the newest of each line.
test.each(["22.18.0", "22.23.3", "24.21.0", "26.10.0"])(
  "every package works on Node %s",
  async (version) => {
    const one = consumer("node");
    one.write({ "package.json": `{ "type": "module" }`, "smoke.test.js": smokeTest });
    await one.run("npm", "install", `node@${version}`, ...names);
    const node = join(one.folder, "node_modules/node/bin/node");
    expect(await one.run(node, "--version")).toBe(`v${version}\n`);
    expect(await one.run(node, "--test", "smoke.test.js")).toMatch(/pass [1-9]\d*\n.*fail 0\n/);
    const { bin } = JSON.parse(
      readFileSync(join(one.folder, "node_modules/@runners/cli/package.json"), "utf8"),
    ) as { readonly bin: { readonly runners: string } };
    const command = join(one.folder, "node_modules/@runners/cli", bin.runners);
    one.write(tinyExperiment);
    expect(await one.run(node, command, "run", "experiment.ts")).toContain("2 completed");
  },
);

test("the command runs an experiment file", async () => {
  const one = consumer("cli");
  one.write({ "package.json": `{ "type": "module" }`, ...tinyExperiment });
  await one.run("npm", "install", "@runners/cli", "@runners/local", "@runners/orchestrator");
  expect(await one.run("npx", "runners", "run", "experiment.ts")).toContain("2 completed");
});

test("a strict consumer type-checks on TypeScript 7, 6 and 5.9", async () => {
  const one = consumer("types");
  const compilers = { typescript7: "7.0.2", typescript6: "6.0.3", typescript5: "5.9.3" };
  const libraries = names.filter((name) => name !== "@runners/cli");
  one.write({
    "package.json": `{ "type": "module" }`,
    "consumer.ts": [
      ...libraries.map((name, i) => `import * as all${i} from "${name}";`),
      `import * as testing from "@runners/core/testing";`,
      `import type { Runner, Trial } from "@runners/core";`,
      `import { SyntheticRunner } from "@runners/synthetic";`,
      `export const runner: Runner = new SyntheticRunner();`,
      `export const trial: Trial<{ lr: number }> = testing.makeTrial({ lr: 1 });`,
      `// @ts-expect-error: it cannot be stopped`,
      `void new SyntheticRunner().stop(trial);`,
      `export const all = [${libraries.map((_, i) => `all${i}`).join(", ")}];`,
    ].join("\n"),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2023",
        lib: ["es2023", "esnext.disposable", "esnext.collection", "esnext.iterator"],
        module: "nodenext",
        types: ["node"],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
      },
    }),
  });
  await one.run(
    "npm",
    "install",
    ...libraries,
    "@types/node@24.19.2",
    ...Object.entries(compilers).map(([alias, version]) => `${alias}@npm:typescript@${version}`),
  );
  for (const alias of Object.keys(compilers)) {
    expect(await one.run("node", `node_modules/${alias}/bin/tsc`, "-p", ".")).toBe("");
  }
});

test("the template is green outside of the repository, with one command", async () => {
  const one = consumer("template");
  one.copy(join(root, "examples/my-runner"), ".");
  expect(await one.run("npm", "install-test")).toMatch(/pass [1-9]\d*\n.*fail 0\n/);
});

test("a monorepo with pnpm and turborepo composes packages of ours and a runner of its own", async () => {
  const one = consumer("monorepo");
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly packageManager: string;
  };
  const [, turbo = ""] =
    /^ {2}turbo: (\S+)$/m.exec(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) ?? [];
  one.write(downstreamMonorepo({ pnpm: packageManager.slice("pnpm@".length), turbo }));
  one.copy(join(root, "examples/my-runner"), "packages/my-runner");
  await one.run("pnpm", "install");
  const output = await one.run("pnpm", "exec", "turbo", "run", "test");
  expect(output).toMatch(/my-runner:test:.*fail 0/);
  expect(output).toMatch(/app:test:.*pass 2/);
});

test("a change in one runner releases that one, and an upgrade leaves the others where they were", async () => {
  const one = consumer("upgrade");
  one.write({ "package.json": "{}" });
  await one.run("npm", "install", "@runners/synthetic", "@runners/mixins", "@runners/local");
  const before = one.installed();

  await change("@runners/synthetic", "patch", "Names trials faster.");
  const changelog = readFileSync(join(workspace, "packages/synthetic/CHANGELOG.md"), "utf8");
  const next = synthetic();
  expect(changelog).toContain(`## ${next}\n\n### Patch Changes\n\n- Names trials faster.\n`);
  const plan = await release("--dry-run");
  expect(plan).toContain("@runners/synthetic");
  expect(plan).not.toMatch(/@runners\/(?!synthetic)/);
  expect(publishedBy(await release())).toStrictEqual(["@runners/synthetic"]);

  await one.run("npm", "install", "--prefer-online", `@runners/synthetic@${next}`);
  expect(one.installed()).toStrictEqual({ ...before, "@runners/synthetic": next });
});

test("two versions of core in one tree recognise each other's errors and statuses", async () => {
  const old = synthetic();
  await change("@runners/core", "major", "Says more.");
  expect(publishedBy(await release())[0]).toBe("@runners/core");
  const one = consumer("two-cores");
  one.write({
    "package.json": `{ "type": "module" }`,
    "two.mjs": `import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { isTerminal, RunnerError, TrialStatus } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { SyntheticRunner } from "@runners/synthetic";
const require = createRequire(import.meta.url);
const inner = createRequire(require.resolve("@runners/synthetic"));
assert.notEqual(realpathSync(require.resolve("@runners/core")), inner.resolve("@runners/core"));
const error = await new SyntheticRunner().run(makeTrial({}), { notAfterMs: 0 }).catch((e) => e);
assert.ok(!(error instanceof RunnerError) && RunnerError.is(error, "DEADLINE_PASSED"));
const [status] = (await new SyntheticRunner().pollTrialStatus([makeTrial({})])).keys();
assert.ok(status === TrialStatus.COMPLETED && isTerminal(status));
const theirs = inner("@runners/core");
assert.ok(theirs.RunnerError.is(new RunnerError("BACKEND", "ours"), "BACKEND"));
console.log("recognised");`,
  });
  await one.run("npm", "install", "@runners/core@latest", `@runners/synthetic@${old}`);
  expect(await one.run("node", "two.mjs")).toBe("recognised\n");
});
