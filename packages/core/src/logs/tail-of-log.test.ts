import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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

describe("without secrets", () => {
  const key = Array.from({ length: 30 }, (_, i) => `key line ${i} ${"k".repeat(40)}`).join("\n");

  test.each([
    [
      "of more lines than are told",
      `the key is\n${key}\nrefused`,
      /^the key is\n\[KEY\]\nrefused$/,
    ],
    ["longer than what is told", `${"k".repeat(5_000)}\nrefused`, /^(?:\[LONG\]\n)?refused$/],
    [
      "at the place where it is cut",
      `${"x".repeat(99)}s3cret-token${"y".repeat(4_090)}`,
      /^[A-Z\]]*y+$/,
    ],
    ["in one long line", `${"x".repeat(9_000)} s3cret-token, refused`, /^x+ \[TOKEN\], refused$/],
    ["through a line break of Windows", "s3cret-first\r\ns3cret-second\r\n", /^\[WIN\]$/],
  ])("%s", async (_, content, told) => {
    using place = temporaryDirectory();
    const path = join(place.path, "stderr.log");
    writeFileSync(path, content);
    const secrets = {
      KEY: key,
      LONG: "k".repeat(5_000),
      TOKEN: "s3cret-token",
      WIN: "s3cret-first\r\ns3cret-second",
    };
    const tail = await tailOfLog(path, Object.entries(secrets));
    expect(tail).toMatch(told);
    expect(tail).not.toMatch(/kkk|s3cret/);
  });

  test("of pairs that can be gone over once only", async () => {
    using place = temporaryDirectory();
    const path = join(place.path, "stderr.log");
    writeFileSync(path, "it is s3cret-token");
    expect(await tailOfLog(path, new Map([["TOKEN", "s3cret-token"]]).entries())).toBe(
      "it is [TOKEN]",
    );
  });

  test.each(Array.from({ length: 9 }, (_, i) => i + 1))(
    "wherever it is cut: %i bytes in",
    async (by) => {
      using place = temporaryDirectory();
      const path = join(place.path, "stderr.log");
      const secret = "s3cret-é-token";
      writeFileSync(path, `${secret.repeat(800)}${"y".repeat(by)}`);
      const tail = await tailOfLog(path, [["TOKEN", secret]]);
      expect(tail).toMatch(/^[^s]*y+$/);
      expect(tail.replaceAll("[TOKEN]", "")).toMatch(/^[TOKEN[\]]*y+$/);
    },
  );
});
