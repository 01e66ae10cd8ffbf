import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseProcessStat } from "./parse-process-stat.ts";

const fields =
  "S 1 4242 4242 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200 18446744073709551615";

test.each(["sh", "a b", "a) R 1 2 3 (b", ")", "", "x\ny"])("a program called %j", (name) => {
  expect(parseProcessStat(`4242 (${name}) ${fields}\n`)).toEqual({
    pid: 4242,
    groupId: 4242,
    startTime: "987654",
    ended: false,
  });
});

test.each(["Z", "X"])("state %s has ended", (state) => {
  expect(parseProcessStat(`7 (sh) ${fields.replace("S", state)}`)?.ended).toBe(true);
});

test("what is not the record of a process is none", () => {
  expect(parseProcessStat("")).toBeUndefined();
  expect(parseProcessStat("12 (sh) S 1 2")).toBeUndefined();
});

test.runIf(process.platform === "linux")("this very process", () => {
  const stat = parseProcessStat(readFileSync("/proc/self/stat", "latin1"));
  expect(stat).toMatchObject({ pid: process.pid, ended: false });
});
