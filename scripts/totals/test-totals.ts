import { stripVTControlCharacters } from "node:util";

export type Totals = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Adds up the lines `Tests  1 failed | 2 passed | 3 skipped (6)` that vitest ends each run with. */
export function testTotals(logs: readonly string[]): Totals {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const line of stripVTControlCharacters(logs.join("\n")).split("\n")) {
    const summary = /^\s*Tests\s+(\d.*?)\s*\(\d+\)\s*$/.exec(line)?.[1];
    for (const part of summary?.split("|") ?? []) {
      const [count, outcome] = part.trim().split(/\s+/);
      if (outcome === "passed" || outcome === "failed") totals[outcome] += Number(count);
      else totals.skipped += Number(count);
    }
  }
  return totals;
}

/** The lines that vitest heads its account of a failed test with, each once, without colours. */
export function failedTests(logs: readonly string[]): readonly string[] {
  const heads = stripVTControlCharacters(logs.join("\n")).matchAll(/^ *FAIL +(.*\S)/gm);
  return [...new Set(Array.from(heads, ([, test = ""]) => test))];
}
