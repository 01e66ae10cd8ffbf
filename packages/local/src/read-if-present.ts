import { readFile } from "node:fs/promises";
import { isFileError } from "./is-file-error.ts";
import { withFileSlot } from "./with-file-slot.ts";

/** The text of a file, or undefined where there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await withFileSlot(() => readFile(path, "utf8"));
  } catch (error) {
    if (isFileError(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}
