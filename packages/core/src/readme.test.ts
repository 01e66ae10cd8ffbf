import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const readme = read("../README.md");

test("the README prints the interface as it is", () => {
  const source = read("runner.ts");
  const declaration = /^export interface Runner<[\s\S]*?^}$/m.exec(source)?.[0] ?? "none";
  const withoutWords = declaration
    .replaceAll(/\n\s*\/\*\*[\s\S]*?\*\//g, "")
    .replaceAll(/\n{2,}/g, "\n");
  expect(readme).toContain(`\n${withoutWords}\n\`\`\`\n`);
});

test("the README has a row for each code of an error", () => {
  const codes = /^export type RunnerErrorCode =\n([\s\S]*?);$/m.exec(read("runner-error.ts"))?.[1];
  const names = Array.from((codes ?? "none").matchAll(/"(\w+)"/g), ([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  const rows = Array.from(readme.matchAll(/^\| `([A-Z_]+)`/gm), ([, name]) => name);
  expect(rows).toEqual(names);
});
