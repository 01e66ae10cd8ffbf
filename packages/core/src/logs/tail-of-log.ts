import { open } from "node:fs/promises";
import { isAbsent } from "./is-absent.ts";
import { plainText } from "./plain-text.ts";

const mostBytes = 4_096;
const mostLines = 20;

/**
 * The last lines of a log, for people: at most 20 and 4 KiB of them, without colours and control
 * characters, whatever bytes the file holds. Empty where there are none.
 */
export async function tailOfLog(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await lastBytes(path);
  } catch (error) {
    if (isAbsent(error)) return "";
    throw error;
  }
  return plainText(bytes.toString("utf8")).trimEnd().split("\n").slice(-mostLines).join("\n");
}

async function lastBytes(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { size } = await file.stat();
  const buffer = Buffer.alloc(Math.min(size, mostBytes));
  const start = size - buffer.length;
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return buffer.subarray(start > 0 ? afterFirstBreak(buffer) : 0, bytesRead);
}

/** Where the first whole line begins, or, without any, the first whole character. */
function afterFirstBreak(buffer: Buffer): number {
  const lineBreak = buffer.indexOf(0x0a);
  if (lineBreak >= 0 && lineBreak < buffer.length - 1) return lineBreak + 1;
  const character = buffer.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return Math.max(character, 0);
}
