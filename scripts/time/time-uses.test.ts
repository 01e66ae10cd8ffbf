import { expect, test } from "vitest";
import { parseSource } from "../sources/source-file.ts";
import { timeUses } from "./time-uses.ts";

test.each([
  ["Date.now()", "the present Date"],
  ["new Date()", "the present Date"],
  ["new Date", "the present Date"],
  ["Date()", "the present Date"],
  ["const D = Date", "the present Date"],
  ["const { now } = Date", "the present Date"],
  ["globalThis.Date.now()", "globalThis.Date"],
  ["performance.now()", "performance"],
  ["process.hrtime.bigint()", "process.hrtime"],
  ['process["hrtime"]()', "process.hrtime"],
  ["const { hrtime } = process", "process.hrtime"],
  ["process.uptime()", "process.uptime"],
  ["setTimeout(f, 1)", "setTimeout"],
  ["globalThis.setTimeout(f, 1)", "globalThis.setTimeout"],
  ["const options = { setTimeout }", "setTimeout"],
  ["const wait: typeof setTimeout = f", "setTimeout"],
  ["setInterval(f, 1)", "setInterval"],
  ["setImmediate(f)", "setImmediate"],
  ["Atomics.wait(a, 0, 0, 10)", "Atomics.wait"],
  ["AbortSignal.timeout(5)", "AbortSignal.timeout"],
  ['import { setTimeout as wait } from "node:timers/promises"', "timers/promises"],
  ['import { wait } from "timers"', "timers"],
  ['import { x } from "node:perf_hooks"', "perf_hooks"],
  ['export { wait } from "node:timers/promises"', "timers/promises"],
  ['const t = await import("node:timers/promises")', "timers/promises"],
])("%s", (source, what) => {
  const uses = timeUses(parseSource("x.ts", `\n${source};`));
  expect([...new Set(uses.map((use) => use.what))]).toContain(what);
  expect(uses.every(({ line }) => line === 2)).toBe(true);
});

test.each([
  "new Date(ms).toISOString()",
  "Date.parse(text)",
  "value instanceof Date",
  "function f(at: Date): Date { return at; }",
  "clock.now()",
  "clock.performance",
  "const options = { setTimeout: 1 }",
  "class A { setTimeout() {} performance = 1; }",
  "interface B { setTimeout(): void; performance: number }",
  "signal.timeout",
  "clearTimeout(handle)",
  "// Date.now()",
  '"setTimeout"',
])("leaves %s alone", (source) => {
  expect(timeUses(parseSource("x.ts", source))).toStrictEqual([]);
});
