import type { DatabaseSync } from "node:sqlite";
import { checkVersion } from "./check-version.ts";
import type { FileSystem } from "./file-system.ts";
import { journalMode } from "./journal-mode.ts";
import { lockFailure } from "./lock-failure.ts";
import { sqliteCode } from "./sqlite-code.ts";

const busy = 5;
const attempts = 100;

/**
 * Chooses how transactions are made whole; returns how one that writes begins.
 *
 * On a disk of this machine: a write-ahead log, so that others read while one writes. Its index is
 * memory that all who have the file open share, which machines cannot: on a network file system it
 * is a rollback journal, and each transaction locks the file for itself alone. A store that has
 * come with a rollback journal keeps it: another machine may have it open.
 *
 * @throws {RunnerError} `STORE` where the file cannot be locked on its file system
 */
export function setJournal(database: DatabaseSync, path: string, fileSystem: FileSystem): string {
  if (fileSystem.type === "local") {
    if (checkVersion(database, path) === 0) return startLog(database);
    if (journalMode(database) === "wal") return "BEGIN IMMEDIATE";
  }
  if (journalMode(database) === "wal") throw lockFailure(path, fileSystem);
  database.exec("PRAGMA journal_mode = TRUNCATE");
  return "BEGIN EXCLUSIVE";
}

function startLog(database: DatabaseSync): string {
  for (let left = attempts; ; left -= 1) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return "BEGIN IMMEDIATE";
    } catch (error) {
      if (left === 0 || sqliteCode(error) !== busy) throw error;
      // SQLite does not wait for this change, but it does for a transaction.
      database.exec("BEGIN IMMEDIATE; ROLLBACK");
    }
  }
}
