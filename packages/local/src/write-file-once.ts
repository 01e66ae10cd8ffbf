import { randomUUID } from "node:crypto";
import { link, rm, writeFile } from "node:fs/promises";
import { isFileError } from "./is-file-error.ts";
import { withFileSlot } from "./with-file-slot.ts";

/** Writes a file (mode 0600), whole or not at all, unless there is one; tells whether it did. */
export async function writeFileOnce(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await withFileSlot(() => writeFile(temporary, text, { mode: 0o600, flag: "wx" }));
    await link(temporary, path);
    return true;
  } catch (error) {
    if (isFileError(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}
