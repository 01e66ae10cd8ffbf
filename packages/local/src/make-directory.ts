import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { isFileError } from "./is-file-error.ts";

/**
 * Makes a directory (mode 0700) and those above it that are missing. Node's own `recursive` never
 * ends where the system denies that a directory can be made by saying that its parent is not there.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (isFileError(error, "EEXIST")) return;
    if (!isFileError(error, "ENOENT") || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await mkdir(path, { mode: 0o700 }).catch((again: unknown) => {
      if (!isFileError(again, "EEXIST")) throw again;
    });
  }
}
