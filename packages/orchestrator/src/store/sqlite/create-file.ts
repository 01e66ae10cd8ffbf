import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolders } from "./sync-folders.ts";

/**
 * Creates an empty file for a store, and its folder, for this user alone; leaves one that is there.
 *
 * An existing file is not opened: closing it again would take away the locks that SQLite has on it
 * in this process, as POSIX wants it.
 */
export function createFile(path: string): void {
  const folder = dirname(path);
  const created = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (created !== undefined) syncFolders(created, folder);
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, "code") === "EEXIST")) throw error;
  }
}
