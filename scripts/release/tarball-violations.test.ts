import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { tarballViolations } from "./tarball-violations.ts";

const manifest = {
  name: "@runners/a",
  license: "MIT",
  type: "module",
  sideEffects: false,
  engines: { node: ">=22.18" },
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  dependencies: { "@runners/core": "^1.0.0", one: "1.0.0", two: "^2.0.0", three: "3.0.0" },
};
const well = {
  "CHANGELOG.md": "",
  LICENSE: "",
  "README.md": "",
  "dist/index.d.ts": "",
  "dist/index.js": "",
  "dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "src/index.ts": "",
};

function complaints(
  changes: object,
  files: Readonly<Record<string, string>> = well,
): readonly string[] {
  const contents = mkdtempSync(join(tmpdir(), "tarball-"));
  onTestFinished(() => rmSync(contents, { recursive: true }));
  const all = { ...files, "package.json": JSON.stringify({ ...manifest, ...changes }) };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(contents, path)), { recursive: true });
    writeFileSync(join(contents, path), text);
  }
  const sizes = { path: "", packedBytes: 0, unpackedBytes: 0 };
  const tarball = {
    name: "@runners/a",
    version: "1.0.0",
    contents,
    files: Object.keys(all),
    ...sizes,
  };
  return tarballViolations(tarball).map(({ message }) => message);
}

function without(file: keyof typeof well): Readonly<Record<string, string>> {
  const { [file]: _, ...rest } = well;
  return rest;
}

test("finds nothing wrong with a package that is well", () => {
  expect(complaints({})).toStrictEqual([]);
});

test.each(["CHANGELOG.md", "LICENSE", "README.md"] as const)("asks for %s", (file) => {
  expect(complaints({}, without(file))).toStrictEqual([`has no ${file}; add one.`]);
});

test.each(["src/a.test.ts", "dist/a.bench.js", "src/__fixtures__/a.ts", "dist/.tsbuildinfo"])(
  "refuses %s",
  (file) => {
    expect(complaints({}, { ...well, [file]: "" })).toStrictEqual([
      `holds ${file}; leave it out through "files".`,
    ]);
  },
);

test("refuses exports and commands of files that are not there", () => {
  expect(complaints({ bin: { a: "./dist/a.js" } })).toMatchObject([
    "has no ./dist/a.js for its bin.",
  ]);
  expect(complaints({}, without("dist/index.d.ts"))).toStrictEqual([
    "exports ./dist/index.d.ts, which is not in the tarball.",
  ]);
});

test("refuses the condition that leads to our sources", () => {
  const exports = { ".": { "@runners/source": "./src/index.ts", default: "./dist/index.js" } };
  expect(complaints({ exports })).toMatchObject([expect.stringContaining("@runners/source")]);
});

test("refuses a map to nowhere", () => {
  expect(complaints({}, without("src/index.ts"))).toMatchObject([
    expect.stringContaining("a map to src/index.ts"),
  ]);
});

test("refuses versions that only the workspace knows, and too many dependencies", () => {
  expect(complaints({ dependencies: { a: "catalog:" } })).toMatchObject([
    "depends on a at catalog:, which a registry does not know.",
  ]);
  const dependencies = { ...manifest.dependencies, four: "4.0.0" };
  expect(complaints({ dependencies })).toMatchObject([
    "has 4 runtime dependencies (one, two, three, four), not 3.",
  ]);
});

test.each([{ sideEffects: undefined }, { type: "commonjs" }, { license: "ISC" }, { engines: {} }])(
  "refuses %j",
  (change) => {
    expect(complaints(change)).toHaveLength(1);
  },
);
