import { expect, test } from "vitest";
import { parseProcessStat } from "./parse-process-stat.ts";

const after = (state: string): string =>
  `${state} 1 10214 26414 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 1 0 368165 3133440 407\n`;

test.each([["node"], ["a b"], [") Z 1"], ["((x) R"], ["\n"]])(
  "the start is field 22 for a program called %j",
  (name) => {
    expect(parseProcessStat(`10227 (${name}) ${after("R")}`)).toEqual({
      groupId: 10_214,
      processStart: "368165",
      ended: false,
    });
  },
);

test.each([
  ["R", false],
  ["S", false],
  ["D", false],
  ["T", false],
  ["t", false],
  ["Z", true],
  ["X", true],
  ["x", true],
])("a process in state %s: ended is %s", (state, ended) => {
  expect(parseProcessStat(`7 (node) ${after(state)}`)?.ended).toBe(ended);
});

test.each([[""], ["7 (node"], ["7 (node) R 1 2"], [`7 node ${after("R")}`]])(
  "%j tells nothing",
  (text) => {
    expect(parseProcessStat(text)).toBeUndefined();
  },
);
