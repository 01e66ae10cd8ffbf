import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arrowViolations } from "./arrow-violations.ts";

const arrows = { core: [], one: ["core"], two: ["core"] };
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "arrows-"));
  write("package.json", { name: "root", devDependencies: { vitest: "1" } });
  manifest("core", { exports: { ".": "./src/index.ts", "./testing": "./src/testing.ts" } });
  manifest("one", { dependencies: { "@runners/core": "workspace:^", execa: "1" } });
  manifest("two", { dependencies: { "@runners/core": "workspace:^" } });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

function manifest(name: string, fields: object): void {
  write(`packages/${name}/package.json`, { name: `@runners/${name}`, ...fields });
}

function check(): string[] {
  return arrowViolations(root, arrows).map(
    ({ path, line, message }) => `${path}${line === undefined ? "" : `:${line}`}: ${message}`,
  );
}

test("what is declared and allowed passes", () => {
  write(
    "packages/one/src/a.ts",
    `import "@runners/core";\nimport "@runners/core/testing";\nimport "execa";\nimport "node:fs";\nimport "./b.ts";`,
  );
  write("packages/one/src/a.test.ts", `import "vitest";\nimport "@runners/one";`);
  manifest("two", { dependencies: { "@types/mdast": "1", "@types/a__b": "1" } });
  write("packages/two/src/a.ts", `import type { A } from "mdast";\nimport type { B } from "@a/b";`);
  write("packages/one/node_modules/x/a.ts", `import "nowhere";`);
  write("packages/one/dist/a.js", `import "nowhere";`);
  expect(check()).toStrictEqual([]);
});

describe("fails on", () => {
  test("an arrow between runners in package.json, devDependencies too", () => {
    manifest("one", { dependencies: { "@runners/two": "workspace:^" } });
    manifest("two", { devDependencies: { "@runners/one": "workspace:^" } });
    expect(check()).toStrictEqual([
      "packages/one/package.json: forbidden arrow: one → two; one may depend on core.",
      "packages/two/package.json: forbidden arrow: two → one; two may depend on core.",
    ]);
  });

  test("an arrow from core outwards", () => {
    manifest("core", { peerDependencies: { "@runners/one": "workspace:^" } });
    expect(check()).toStrictEqual([
      "packages/core/package.json: forbidden arrow: core → one; core may depend on none of our packages.",
    ]);
  });

  test("a forbidden arrow in an import, of types only too, and in a test", () => {
    write("packages/one/src/a.ts", `\nimport type { A } from "@runners/two";`);
    write("packages/one/src/a.test.ts", `const two = await import("@runners/two");`);
    expect(check()).toStrictEqual([
      "packages/one/src/a.test.ts:1: forbidden arrow: one → two; one may depend on core.",
      "packages/one/src/a.ts:2: forbidden arrow: one → two; one may depend on core.",
    ]);
  });

  test("an import that is not declared, or only for development", () => {
    manifest("one", { devDependencies: { "fast-check": "1", "@runners/core": "workspace:^" } });
    write(
      "packages/one/src/a.ts",
      `import "fast-check";\nimport "vitest";\nimport "@runners/core";`,
    );
    write("packages/one/src/a.test.ts", `import "fast-check";\nimport "ms";`);
    expect(check()).toStrictEqual([
      "packages/one/src/a.test.ts:2: imports ms, which packages/one/package.json does not declare in its dependencies or devDependencies.",
      ...["fast-check", "vitest", "@runners/core"].map(
        (name, i) =>
          `packages/one/src/a.ts:${i + 1}: imports ${name}, which packages/one/package.json does not declare in its dependencies.`,
      ),
    ]);
  });

  test("an import past the entries of another package", () => {
    write(
      "packages/one/src/a.ts",
      `import "@runners/core/src/x.ts";\nimport "../../core/src/x.ts";`,
    );
    expect(check()).toStrictEqual([
      "packages/one/src/a.ts:1: imports @runners/core/src/x.ts, which @runners/core does not export; its entries are ., ./testing.",
      "packages/one/src/a.ts:2: imports ../../core/src/x.ts, which lies outside packages/one; import the package by its name.",
    ]);
  });

  test("published code that imports its own package by name", () => {
    write("packages/one/src/a.ts", `import "@runners/one";`);
    expect(check()).toStrictEqual([
      "packages/one/src/a.ts:1: imports its own package by name; import the file itself.",
    ]);
  });

  test("a package that the table does not know, and a cycle in the table", () => {
    manifest("three", {});
    expect(check()).toStrictEqual([
      "packages/three/package.json: @runners/three is not in the table of allowed arrows; add it to scripts/arrows/allowed-arrows.ts.",
    ]);
    const cyclic = { ...arrows, core: ["one"], three: [] };
    expect(arrowViolations(root, cyclic)).toStrictEqual([
      {
        path: "scripts/arrows/allowed-arrows.ts",
        message: "The table of allowed arrows has a cycle: core → one → core.",
      },
    ]);
  });

  test("too many runtime dependencies", () => {
    manifest("core", { dependencies: { a: "1" } });
    manifest("one", { dependencies: { a: "1", b: "1" }, peerDependencies: { c: "1", d: "1" } });
    expect(check()).toStrictEqual([
      "packages/core/package.json: has 1 runtime dependencies (a); at most 0 are allowed.",
      "packages/one/package.json: has 4 runtime dependencies (a, b, c, d); at most 3 are allowed.",
    ]);
  });

  test("an example that imports what it does not declare, or has no package.json", () => {
    write("examples/a/package.json", {
      name: "a",
      dependencies: { "@runners/one": "workspace:^" },
    });
    write("examples/a/x.ts", `import "@runners/one";\nimport "@runners/two";`);
    write("examples/b/x.ts", "");
    manifest("one", { exports: { ".": "./src/index.ts" } });
    expect(check()).toStrictEqual([
      "examples/b: has sources and no package.json; add one.",
      "examples/a/x.ts:2: imports @runners/two, which examples/a/package.json does not declare in its dependencies or devDependencies.",
    ]);
  });

  test("a check that imports what it checks", () => {
    write("scripts/package.json", { name: "@runners/scripts" });
    write("scripts/x.ts", `import "@runners/core";`);
    expect(check()).toStrictEqual([
      "scripts/x.ts:1: forbidden arrow: scripts → core; checks stand alone.",
    ]);
  });
});
