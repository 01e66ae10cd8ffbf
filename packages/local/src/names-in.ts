import { readdir } from "node:fs/promises";
import { isFileError } from "./is-file-error.ts";

/** The names of what is in a directory; none where there is no directory. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isFileError(error, "ENOENT")) return [];
    throw error;
  }
}
