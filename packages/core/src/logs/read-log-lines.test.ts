import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collect } from "../__fixtures__/collect.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { readLogLines } from "./read-log-lines.ts";

async function linesOf(content: string | Uint8Array): Promise<string[]> {
  using place = temporaryDirectory();
  const path = join(place.path, "log");
  writeFileSync(path, content);
  return await collect(readLogLines(path, async () => false, undefined));
}

test.each([
  ["", []],
  ["\n", [""]],
  ["a\nb", ["a", "b"]],
  ["a\r\n\r\nb\n", ["a", "", "b"]],
  ["\ufeffa\n", ["\ufeffa"]],
])("the lines of %j", async (content, lines) => {
  expect(await linesOf(content)).toEqual(lines);
});

test("a character may lie across two reads, and end too early", async () => {
  const long = "é".repeat(70_001);
  expect(await linesOf(`x${long}\n${long}`)).toEqual([`x${long}`, long]);
  expect(await linesOf(Uint8Array.of(0x61, 0xc3))).toEqual(["a\ufffd"]);
});

test("a very long line comes in pieces", async () => {
  const pieces = await linesOf("x".repeat(3_000_000));
  expect(pieces.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 902_848]);
});

test("follows what is appended, and reads once more after the end", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "log");
  const appended = ["first ha", "lf\nsecond\n", "last"];
  const more = async (): Promise<boolean> => {
    appendFileSync(path, appended.shift() ?? "");
    return appended.length > 0;
  };
  expect(await collect(readLogLines(path, more, undefined))).toEqual([
    "first half",
    "second",
    "last",
  ]);
});

test("ends with the signal's reason", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "log");
  writeFileSync(path, "a\nb\n");
  const controller = new AbortController();
  const reason = new Error("enough");
  const lines = readLogLines(path, async () => true, controller.signal);
  expect(await lines.next()).toEqual({ done: false, value: "a" });
  controller.abort(reason);
  await expect(collect(lines)).rejects.toBe(reason);
});
