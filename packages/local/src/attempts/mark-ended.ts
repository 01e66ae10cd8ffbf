import { rename } from "node:fs/promises";
import { isFileError } from "../is-file-error.ts";
import type { AttemptFiles } from "./attempt-files.ts";

/** Moves the mark of an attempt from the live to the ended ones, which wakes who waits for it. */
export async function markEnded(files: AttemptFiles): Promise<void> {
  try {
    await rename(files.live, files.ended);
  } catch (error) {
    if (!isFileError(error, "ENOENT")) throw error;
  }
}
