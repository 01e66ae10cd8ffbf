import type { DatabaseSync } from "node:sqlite";
import { checkPresent } from "./check-present.ts";
import { checkVersion } from "./check-version.ts";
import { createFile } from "./create-file.ts";
import type { FileSystem } from "./file-system.ts";
import { fileSystemOf } from "./file-system-of.ts";
import type { FileSystemType } from "./file-system-type.ts";
import { leaveLog } from "./leave-log.ts";
import { setJournal } from "./set-journal.ts";
import { sqliteCode } from "./sqlite-code.ts";
import { storeError } from "./store-error.ts";
import { StoreFile } from "./store-file.ts";

export type OpenFileOptions = {
  readonly path: string;
  readonly create: boolean;
  readonly fileSystemType: FileSystemType | undefined;
  /** Milliseconds to wait for a lock that another process holds. */
  readonly busyMs: number;
  readonly maxBytes: number;
};

export type OpenedFile = {
  readonly file: StoreFile;
  readonly database: DatabaseSync;
  /** The version of its schema; 0: it is empty. */
  readonly version: number;
  readonly fileSystem: FileSystem;
};

/**
 * Opens the file of a store for reading and writing, durably.
 *
 * @throws {RunnerError} `STORE` for one that is not there, is no store, is of a newer version, or
 *   cannot be opened; nothing was written to it then
 */
export async function openFile(options: OpenFileOptions): Promise<OpenedFile> {
  const { path, create, busyMs } = options;
  const { DatabaseSync } = await import("node:sqlite");
  let database: DatabaseSync | undefined;
  try {
    if (create) createFile(path);
    checkPresent(path);
    const fileSystem = fileSystemOf(path, options.fileSystemType);
    if (fileSystem.type === "local") checkUnopened(DatabaseSync, path);
    else leaveLog(DatabaseSync, { path, busyMs, fileSystem });
    database = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: false });
    const begin = setJournal(database, path, fileSystem);
    // Moving the log into the file blocks: a part of it at a time (by default it is four times
    // that). On macOS a plain fsync leaves data in the cache of the disk.
    database.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 250; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA trusted_schema = OFF;",
    );
    limitSize(database, options.maxBytes);
    const version = checkVersion(database, path);
    return { file: new StoreFile(database, { path, begin }), database, version, fileSystem };
  } catch (error) {
    database?.close();
    throw storeError(path, "opened", error);
  }
}

function limitSize(database: DatabaseSync, bytes: number): void {
  if (bytes === Infinity) return;
  const pageSize = Number(database.prepare("PRAGMA page_size").get()?.["page_size"]);
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / pageSize))}`);
}

/**
 * Looks at the version through a connection that cannot write: the last one to close may otherwise
 * tidy up a log that a crash left behind, even where the version turns out to be unknown.
 */
function checkUnopened(Database: typeof DatabaseSync, path: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = new Database(path, { readOnly: true });
    checkVersion(database, path);
  } catch (error) {
    // A connection that may write can recover what this one could not read.
    if (sqliteCode(error) === undefined) throw error;
  } finally {
    database?.close();
  }
}
