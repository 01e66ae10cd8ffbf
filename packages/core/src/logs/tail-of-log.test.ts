import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { tailOfLog } from "./tail-of-log.ts";

async function tailOf(content: string | Uint8Array): Promise<string> {
  using place = temporaryDirectory();
  const path = join(place.path, "stderr.log");
  writeFileSync(path, content);
  return await tailOfLog(path);
}

test("nothing of a log that is empty, or not there", async () => {
  expect(await tailOfLog("/nowhere/stderr.log")).toBe("");
  expect(await tailOf("")).toBe("");
});

test("the last 20 lines", async () => {
  const lines = Array.from({ length: 50 }, (_, i) => `line ${i}`);
  expect(await tailOf(`${lines.join("\n")}\n\n`)).toBe(lines.slice(30).join("\n"));
});

test("at most 4 KiB, in whole lines, or else in whole characters", async () => {
  const tail = await tailOf(`${"x".repeat(5_000)}\n${"y".repeat(3_000)}\n`);
  expect(tail).toBe("y".repeat(3_000));
  const oneLine = await tailOf("é".repeat(4_001) + "x");
  expect(oneLine).toMatch(/^é{2047}x$/);
});

test("without colours, control characters, and what a progress bar drew over", async () => {
  expect(await tailOf("\u001b[31mred\u001b[0m\u0007\n 10%\r 50%\r100%\r\nend\r\n")).toBe(
    "red\n100%\nend",
  );
});

test("whatever the bytes", async () => {
  const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 256);
  expect(await tailOf(bytes)).toEqual(expect.any(String));
});
