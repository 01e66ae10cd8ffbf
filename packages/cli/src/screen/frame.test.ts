import { describe, expect, test } from "vitest";
import { experimentOf, type TrialSketch } from "../__fixtures__/experiment-of.ts";
import { widthOf } from "../format/cut.ts";
import { frame, type FrameOptions } from "./frame.ts";

const sketches: readonly TrialSketch[] = [
  { parameters: { lr: 0.25, optimizer: "adam" }, status: "COMPLETED", value: 0.5 },
  {
    parameters: { lr: 0.5, optimizer: "sgd" },
    status: "FAILED",
    reason: "exit code 1:\nno memory",
  },
  { parameters: { lr: 0.125, optimizer: "sgd" }, status: "RUNNING" },
  { parameters: { lr: 1, optimizer: "adam" } },
];

function lines(options: Partial<FrameOptions> = {}): string[] {
  return frame({
    experiment: experimentOf(sketches),
    totalTrials: 8,
    parameterNames: ["lr", "optimizer"],
    nowMs: 65_000,
    startedAtMs: 0,
    waiting: "running trials",
    notes: ["trial 2: no news for 60 s"],
    columns: 80,
    rows: 24,
    color: false,
    ...options,
  }).split("\n");
}

/** So many trials that have completed, and a last one that runs. */
function many(count: number): TrialSketch[] {
  return Array.from({ length: count }, (_, i) => ({
    parameters: { lr: i },
    ...(i === count - 1
      ? ({ status: "RUNNING" } as const)
      : ({ status: "COMPLETED", value: i } as const)),
  }));
}

test("at 80 columns: head, best, one row per trial, notes, what it waits for", () => {
  expect(lines()).toEqual([
    "test  1:05",
    `${"█".repeat(7)}${"░".repeat(21)} 2/8  1 candidate  1 running  1 completed  1 failed`,
    "best  loss 0.5  trial 0  lr=0.25 optimizer=adam",
    "trial  status         lr  optimizer   time    loss",
    "    0  COMPLETED  0.2500       adam  1.5 s  0.5000",
    "    1  FAILED     0.5000        sgd  1.5 s          exit code 1: no memory",
    "    2  RUNNING    0.1250        sgd   1:03",
    "    3  CANDIDATE  1.0000       adam",
    "trial 2: no news for 60 s",
    "… running trials",
  ]);
});

test("at 200 columns a long value is shown whole; at 60 it is cut", () => {
  const value = "x".repeat(100);
  const experiment = experimentOf([{ parameters: { lr: value }, status: "RUNNING" }]);
  const options = { experiment, parameterNames: ["lr"] };
  expect(lines({ ...options, columns: 200 })[3]).toContain(value);
  const narrow = lines({ ...options, columns: 60 });
  expect(narrow[3]).toContain("xxx…");
  expect(Math.max(...narrow.map(widthOf))).toBeLessThanOrEqual(60);
});

describe("whatever the size of the terminal", () => {
  const experiment = experimentOf([
    ...sketches,
    ...many(30),
    { parameters: { lr: 3, optimizer: "日本語の最適化👩‍👩‍👧‍👦" }, status: "RUNNING" },
  ]);

  test.each([0, 1, 2, 5, 10, 20, 39, 40, 41, 60, 80, 200])(
    "%i columns hold each line",
    (columns) => {
      const notes = ["trial 1: その試験は見つかりません", "b".repeat(300)];
      for (const line of lines({ experiment, columns, notes })) {
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }
    },
  );

  test.each([1, 2, 3, 4, 5, 8, 10, 24, 60])("%i rows hold all lines, with one to spare", (rows) => {
    expect(lines({ experiment, rows }).length).toBeLessThanOrEqual(Math.max(1, rows - 1));
  });
});

test("with 3 rows there is the head alone", () => {
  expect(lines({ rows: 3 })).toEqual([
    "test  1:05",
    expect.stringContaining("2/8  1 candidate  1 running  1 completed  1 failed"),
  ]);
});

test("with too little room: what runs, what ended last, and how many more there are", () => {
  const shown = lines({ experiment: experimentOf(many(30)), parameterNames: ["lr"], rows: 11 });
  const rows = shown.filter((line) => /^ +\d+ {2}[A-Z]/.test(line));
  expect(rows.map((line) => Number.parseInt(line, 10))).toEqual([27, 28, 29]);
  expect(rows.at(-1)).toContain("RUNNING");
  expect(shown).toContain("… 27 more trials");
});

test("without an end in sight there is no bar, and without an objective no best", () => {
  const [, progress, ...rest] = lines({ totalTrials: undefined });
  expect(progress).toBe("2  1 candidate  1 running  1 completed  1 failed");
  expect(rest[0]).toContain("best");
});

test("colours are used only where they are wanted", () => {
  expect(frameText(false)).not.toContain("\u001b");
  expect(frameText(true)).toContain("\u001b[32mCOMPLETED\u001b[39m");
});

function frameText(color: boolean): string {
  return lines({ color }).join("\n");
}

test("what trials and backends say does nothing to the terminal", () => {
  const experiment = experimentOf([
    { parameters: { lr: "\u001b[2J" }, status: "FAILED", reason: "\u001b[2Jgone\u0007\r\nx" },
  ]);
  const text = lines({ experiment, parameterNames: ["lr", "o\u001b[2J\n"] }).join("");
  expect(text).not.toMatch(/\p{Cc}/u);
  expect(text).toContain("gone: x");
});
