import { open } from "node:fs/promises";
import { isAbsent } from "./is-absent.ts";

/** A longer line comes in pieces of this many characters. */
const longestLine = 1024 * 1024;

/**
 * The lines of a file that may still grow, without their line ends.
 *
 * @param more called at the end of the file: resolves to whether to read on. After it resolves to
 * `false` what is there by then is read, and the last line given, with or without a line end.
 */
export async function* readLogLines(
  path: string,
  more: () => Promise<boolean>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, void> {
  signal?.throwIfAborted();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const buffer = new Uint8Array(64 * 1024);
  let position = 0;
  let pending = "";
  let ending = false;
  for (;;) {
    const bytesRead = await readAt(path, buffer, position);
    signal?.throwIfAborted();
    position += bytesRead;
    pending += decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
    const lines = pending.split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) yield* pieces(line.endsWith("\r") ? line.slice(0, -1) : line);
    while (pending.length > longestLine) {
      yield pending.slice(0, longestLine);
      pending = pending.slice(longestLine);
    }
    if (bytesRead > 0) continue;
    if (ending) break;
    ending = !(await more());
    signal?.throwIfAborted();
  }
  pending += decoder.decode();
  if (pending !== "") yield pending;
}

function* pieces(line: string): Generator<string, void, void> {
  for (let at = 0; at < line.length || at === 0; at += longestLine) {
    yield line.slice(at, at + longestLine);
  }
}

/** Opened for each read: a log that is not there yet, or no more, has no bytes. */
async function readAt(path: string, buffer: Uint8Array, position: number): Promise<number> {
  try {
    await using file = await open(path);
    return (await file.read(buffer, 0, buffer.length, position)).bytesRead;
  } catch (error) {
    if (isAbsent(error)) return 0;
    throw error;
  }
}
