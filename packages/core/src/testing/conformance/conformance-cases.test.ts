import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { conformanceCases } from "./conformance-cases.ts";

test("every section has its broken runners beside it", () => {
  // The tables of broken runners are exhaustive by their type; this is about the tables.
  const files = readdirSync(new URL("cases", import.meta.url));
  const sections = files.filter((file) => file.endsWith("-cases.ts"));
  const tables = files.filter((file) => file.endsWith("-cases.test.ts"));
  expect(tables.map((file) => file.replace(".test", ""))).toEqual(sections);
});

test("every case says its rule, each another", () => {
  const rules = Object.values(conformanceCases).map(({ says }) => says);
  expect(new Set(rules).size).toBe(rules.length);
});
