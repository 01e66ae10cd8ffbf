import type { DatabaseSync } from "node:sqlite";
import { checkVersion } from "./check-version.ts";
import type { FileSystem } from "./file-system.ts";
import { journalMode } from "./journal-mode.ts";
import { lockFailure } from "./lock-failure.ts";
import { sqliteCode } from "./sqlite-code.ts";

/** Busy, of the disk (as locks are), of the protocol of locks. */
const lockFailures: ReadonlySet<number | undefined> = new Set([5, 10, 15]);

/**
 * Brings a store that has a write-ahead log to a rollback journal, through a connection of its own.
 *
 * A connection that locks the file for itself alone reads a log without sharing memory. It keeps
 * whatever lock it gets, and is closed as soon as it has seen that there is no log: waiting for more
 * with a lock in hand would keep a driver from writing.
 *
 * @throws {RunnerError} `STORE` where the file cannot be locked on its file system, and as
 *   `checkVersion` does; nothing was written then
 */
export function leaveLog(
  Database: typeof DatabaseSync,
  options: { readonly path: string; readonly busyMs: number; readonly fileSystem: FileSystem },
): void {
  const { path, busyMs, fileSystem } = options;
  const database = new Database(path, { timeout: busyMs });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    if (journalMode(database) !== "wal") return;
    checkVersion(database, path);
    database.exec("PRAGMA journal_mode = DELETE");
  } catch (error) {
    if (lockFailures.has(sqliteCode(error))) throw lockFailure(path, fileSystem, error);
    throw error;
  } finally {
    database.close();
  }
}
