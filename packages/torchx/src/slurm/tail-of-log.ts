import { open } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";

const mostBytes = 4_096;
const mostLines = 20;

/**
 * The last lines of a log, for people: at most 20 and 4 KiB of them, without colours and control
 * characters. Empty where it cannot be read.
 */
export async function tailOfLog(path: string): Promise<string> {
  const bytes = await lastBytes(path).catch(() => Buffer.alloc(0));
  return stripVTControlCharacters(bytes.toString("utf8"))
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .trimEnd()
    .split("\n")
    .slice(-mostLines)
    .join("\n");
}

async function lastBytes(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { size } = await file.stat();
  const buffer = Buffer.alloc(Math.min(size, mostBytes));
  const start = size - buffer.length;
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  // The first line is likely to be cut.
  const lineBreak = start > 0 ? buffer.indexOf(0x0a) : -1;
  return buffer.subarray(lineBreak + 1, bytesRead);
}
