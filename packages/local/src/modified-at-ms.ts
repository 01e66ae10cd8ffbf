import { stat } from "node:fs/promises";
import { isFileError } from "./is-file-error.ts";

/** When a file was last written, in milliseconds since the epoch; undefined where there is none. */
export async function modifiedAtMs(path: string): Promise<number | undefined> {
  try {
    return Math.round((await stat(path)).mtimeMs);
  } catch (error) {
    if (isFileError(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}
