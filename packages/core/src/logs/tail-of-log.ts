import { open } from "node:fs/promises";
import { isAbsent } from "./is-absent.ts";
import { plainText } from "./plain-text.ts";
import { anyOf, secretTexts, withoutTexts } from "./redact.ts";

const mostBytes = 4_096;
const mostLines = 20;

/**
 * The last lines of a log, for people: at most 20 and 4 KiB of them, without colours and control
 * characters, whatever bytes the file holds. Empty where there are none.
 *
 * @param secrets pairs of name and value to take out; see `redact`. Default: none
 */
export async function tailOfLog(
  path: string,
  secrets: Iterable<readonly [string, string]> = [],
): Promise<string> {
  const texts = secretTexts(secrets);
  const longest = Math.max(0, ...[...texts.keys()].map((text) => Buffer.byteLength(text)));
  let end: End;
  try {
    end = await endOf(path, mostBytes + longest);
  } catch (error) {
    if (isAbsent(error)) return "";
    throw error;
  }
  const whole = end.isCut ? withoutCutSecret(end.text, longest, texts) : end.text;
  const told = plainText(cutToSize(withoutTexts(whole, texts), end.isCut)).trimEnd();
  return told.split("\n").slice(-mostLines).join("\n");
}

type End = { readonly text: string; readonly isCut: boolean };

async function endOf(path: string, most: number): Promise<End> {
  await using file = await open(path);
  const { size } = await file.stat();
  const buffer = Buffer.alloc(Math.min(size, most));
  const start = size - buffer.length;
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return { text: buffer.toString("utf8", 0, bytesRead), isCut: start > 0 };
}

/** From where no secret can have been cut in two: behind one that began before, whole, if there is such. */
function withoutCutSecret(
  text: string,
  longest: number,
  texts: ReadonlyMap<string, string>,
): string {
  let from = Math.min(longest, text.length);
  for (const { index, 0: found } of text.matchAll(anyOf(texts))) {
    if (index < from) from = Math.max(from, index + found.length);
  }
  return text.slice(from);
}

/** The last whole lines of it, or, without any, the last whole characters. */
function cutToSize(text: string, wasCut: boolean): string {
  const bytes = Buffer.from(text);
  const kept = bytes.subarray(Math.max(0, bytes.length - mostBytes));
  const isCut = wasCut || kept.length < bytes.length;
  return kept.toString("utf8", isCut ? afterFirstBreak(kept) : 0);
}

/** Where the first whole line begins, or, without any, the first whole character. */
function afterFirstBreak(buffer: Buffer): number {
  const lineBreak = buffer.indexOf(0x0a);
  if (lineBreak >= 0 && lineBreak < buffer.length - 1) return lineBreak + 1;
  const character = buffer.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return Math.max(character, 0);
}
