import { expect, test } from "vitest";
import { otherProcesses } from "./other-processes.ts";
import type { ProcessState } from "./process-source.ts";
import { sourceProcessTable } from "./source-process-table.ts";

/** A system that starts anew as `bootId`, and has this to say of every process. */
function table(
  stat: ProcessState | undefined,
  { bootId = "boot-1", pidNamespace = "" } = {},
): ReturnType<typeof sourceProcessTable> {
  return sourceProcessTable({
    ...otherProcesses,
    bootId: () => bootId,
    pidNamespace: () => pidNamespace,
    stat: () => stat,
  });
}

const living = { processStart: "100", ended: false };

test("a process of this boot lives if it has the same start and has not ended", () => {
  const self = table(living).self();
  expect(table(living).isAlive(self)).toBe(true);
  expect(table({ processStart: "101", ended: false }).isAlive(self)).toBe(false);
  expect(table({ processStart: "100", ended: true }).isAlive(self)).toBe(false);
});

test("one whose start was not to be had is told by its id", () => {
  const self = { ...table(living).self(), processStart: "" };
  expect(table(living).isAlive(self)).toBe(true);
  expect(table({ ...living, ended: true }).isAlive(self)).toBe(false);
});

test("one that the system tells nothing of is asked for by a signal", () => {
  const none = table(undefined);
  const self = none.self();
  expect(self).toMatchObject({ pid: process.pid, processStart: "" });
  expect(none.isAlive(self)).toBe(true);
  // Beyond what any system gives to a process.
  expect(none.isAlive({ ...self, pid: 2 ** 30 })).toBe(false);
});

test.each([[0], [-1], [1.5], [Number.NaN]])("%d is no id of a process", (pid) => {
  const none = table(undefined);
  expect(none.isAlive({ ...none.self(), pid })).toBe(false);
});

test.each([
  ["another boot", { bootId: "boot-2" }],
  ["another namespace", { pidNamespace: "pid:[1]" }],
])("one of %s cannot be seen, and so may live", (_, other) => {
  const self = table(living).self();
  const there = table(undefined, other);
  expect(there.sees(self)).toBe(false);
  expect(there.isAlive(self)).toBe(true);
});

test("the name of the machine counts only where there is no boot id", () => {
  const renamed = { ...table(living).self(), host: "renamed" };
  expect(table(living).sees(renamed)).toBe(true);
  const without = table(living, { bootId: "" });
  expect(without.sees(without.self())).toBe(true);
  expect(without.sees({ ...renamed, bootId: "" })).toBe(false);
});
