import { expect, test } from "vitest";
import { widthOf } from "../format/cut.ts";
import { table, type Column } from "./table.ts";

const columns: readonly Column[] = [
  { title: "trial", align: "right", shrinks: false },
  { title: "optimizer", align: "left", shrinks: true },
  { title: "lr", align: "right", shrinks: true },
  { title: "loss", align: "right", shrinks: false },
];
const rows = [
  ["1", "stochastic gradient", "0.001", "0.5000"],
  ["12", "日本語", "0.1", ""],
];

test("however many rows there are", () => {
  const many = Array.from({ length: 300_000 }, () => ["1", "sgd", "0.1", "0.5"]);
  expect(table(columns, many, 80).at(-1)).toBe("    1  sgd        0.1   0.5");
});

test("with room, columns are as wide as their widest cell", () => {
  expect(table(columns, rows, 80)).toEqual([
    "trial  optimizer               lr    loss",
    "    1  stochastic gradient  0.001  0.5000",
    "   12  日本語                 0.1",
  ]);
});

test("with little room, the widest that may shrink is cut", () => {
  expect(table(columns, rows, 32)).toEqual([
    "trial  optimizer      lr    loss",
    "    1  stochasti…  0.001  0.5000",
    "   12  日本語        0.1",
  ]);
});

test("with less room, columns that may shrink are left out", () => {
  expect(table(columns, rows, 20)).toEqual([
    "trial  opti…    loss",
    "    1  stoc…  0.5000",
    "   12  日本…",
  ]);
  expect(table(columns, rows, 13)[1]).toBe("    1  0.5000");
});

test.each([0, 1, 3, 7, 12, 19, 25, 31])("no line is wider than %i columns", (width) => {
  for (const line of table(columns, rows, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
});
