import { constants, open } from "node:fs/promises";
import { isFileError } from "../is-file-error.ts";
import { withFileSlot } from "../with-file-slot.ts";
import { parseResults, type ParsedResults } from "./parse-results.ts";

/** A larger file is not read. */
const mostBytes = 16 * 1024 * 1024;

/** What the results file says, what is wrong with it, or undefined where there is none. */
export async function readResults(path: string): Promise<ParsedResults | undefined> {
  try {
    return await withFileSlot(async () => {
      // Not to wait for the other end of a pipe that somebody put there.
      await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const found = await file.stat();
      if (!found.isFile()) return { problem: "is no regular file" };
      const { size } = found;
      if (size > mostBytes) return { problem: `has ${size} bytes; at most ${mostBytes} are read` };
      return parseResults(await file.readFile());
    });
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    if (isFileError(error, "EACCES", "ELOOP", "ENXIO")) {
      return { problem: `cannot be read: ${error instanceof Error ? error.message : ""}` };
    }
    throw error;
  }
}
