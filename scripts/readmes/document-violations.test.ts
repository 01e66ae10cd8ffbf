import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { documentViolations } from "./document-violations.ts";

const repository = join(import.meta.dirname, "../..");
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "documented-"));
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  cpSync(join(repository, "tsconfig.base.json"), join(root, "tsconfig.base.json"));
  write(
    "packages/greet/package.json",
    JSON.stringify({
      name: "@runners/greet",
      type: "module",
      bin: { greet: "./dist/main.js" },
      exports: { ".": { "@runners/source": "./src/index.ts", default: "./dist/index.js" } },
    }),
  );
  write("packages/greet/src/index.ts", "export const greet = (name: string) => `hello ${name}`;\n");
  write(
    "packages/greet/src/main.ts",
    `import { greet } from "@runners/greet";\nconsole.log(greet(process.argv[2] ?? ""));\n`,
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function fence(info: string, ...lines: readonly string[]): string {
  return ["```" + info, ...lines, "```", "", ""].join("\n");
}

async function check(...blocks: readonly string[]) {
  write("README.md", blocks.join(""));
  return documentViolations(root, ["README.md"]);
}

const imports = `import { greet } from "@runners/greet";`;

test("passes what compiles, runs and prints what it shows", async () => {
  const report = await check(
    fence("ts", imports, `console.log(greet("you"));`, "console.log(Math.random());"),
    fence("text", "hello you", "0.…"),
    fence("ts continues", `console.log(greet("all"));`),
    fence("text", "hello all"),
    fence("ts file=name.ts", `export const name: string = "me";`),
    fence("sh run continues", `greet "$(wc -l < name.ts | tr -d ' ')"`, "ls"),
    fence("text", "hello 1", "…", "name.ts"),
    fence("sh", "exit 1"),
    fence("ts no-run: would wait for ever", "await new Promise(() => undefined);"),
    fence("ts no-check: an excerpt", "interface Half {"),
  );
  expect(report).toStrictEqual({ violations: [], programs: 2 });
});

test("names the line of a type error, of a run that fails, of other output", async () => {
  const { violations } = await check(
    fence("ts", imports, "greet(1);"),
    fence("ts", `const text: string = "a";`),
    fence("ts continues", "const n: number = text;"),
    fence("ts", `throw new Error("as expected");`),
    fence("ts", "console.log(1);"),
    fence("text", "2"),
    fence("sh run", "false", "echo unreached"),
    fence("ts norun", "1;"),
    fence("ts file=wrong.ts", "export const n: number = true;"),
    fence("sh run continues", "test -e wrong.ts"),
  );
  expect(violations.map(({ line, message }) => [line, message.split("\n")[0]])).toStrictEqual([
    [3, expect.stringContaining("TS2345")],
    [11, expect.stringContaining("TS2322")],
    [15, "fails (1):"],
    [19, "prints something else than the text after it:"],
    [27, "fails (1):"],
    [31, expect.stringContaining("has the mark norun")],
    [36, expect.stringContaining("TS2322")],
  ]);
  expect(violations.every(({ path }) => path === "README.md")).toBe(true);
  expect(violations[2]?.message).toContain("README.md:15");
  expect(violations[2]?.message).toContain("as expected");
});

test("blocks that do not continue share neither variables nor files", async () => {
  const { violations } = await check(
    fence(
      "ts",
      `import { writeFileSync } from "node:fs";`,
      `writeFileSync("left", "");`,
      "const a = 1;",
    ),
    fence("ts", "const a = 2;"),
    fence("sh run", "test ! -e left"),
  );
  expect(violations).toStrictEqual([]);
});

test("runs what needs a tool where there is one, and only that", async () => {
  write(
    "README.md",
    fence("ts file=name.ts with=torchx", "export const name: string = 1;") +
      fence("sh run continues", "exit 1") +
      fence("ts", "export {};"),
  );
  const without = await documentViolations(root, ["README.md"]);
  expect(without).toMatchObject({ programs: 1, violations: [{ line: 2 }] });
  const withIt = await documentViolations(root, ["README.md"], "torchx");
  expect(withIt).toMatchObject({ programs: 1, violations: [{ line: 2 }, { line: 6 }] });
});
