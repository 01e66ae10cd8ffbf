import { RunnerError } from "@runners/core";
import type { DatabaseSync } from "node:sqlite";
import { checkVersion } from "./check-version.ts";
import type { FileSystem } from "./file-system.ts";
import { sqliteCode } from "./sqlite-code.ts";

const busy = 5;
const lockFailures: ReadonlySet<number | undefined> = new Set([busy, 10, 15]);
const attempts = 100;

/**
 * Chooses how transactions are made whole; returns how one that writes begins.
 *
 * On a disk of this machine: a write-ahead log, so that others read while one writes. Its index is
 * memory that all who have the file open share, which machines cannot: on a network file system it
 * is a rollback journal, and each transaction locks the file for itself alone. A store that has
 * come with a rollback journal keeps it: another machine may have it open.
 */
export function setJournal(
  database: DatabaseSync,
  path: string,
  { type, name = "a network file system" }: FileSystem,
): string {
  if (type === "local") {
    if (checkVersion(database, path) === 0) return startLog(database);
    if (modeOf(database) === "wal") return "BEGIN IMMEDIATE";
    database.exec("PRAGMA journal_mode = TRUNCATE");
    return "BEGIN EXCLUSIVE";
  }
  try {
    // One that alone has the file open can read a log without sharing memory, and so do without.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    checkVersion(database, path);
    database.exec("PRAGMA journal_mode = TRUNCATE; PRAGMA locking_mode = NORMAL");
    // The lock is given back with the next transaction.
    database.exec("BEGIN EXCLUSIVE; COMMIT");
    if (modeOf(database) !== "wal") return "BEGIN EXCLUSIVE";
  } catch (error) {
    if (!lockFailures.has(sqliteCode(error))) throw error;
    throw unlockable(path, name, error);
  }
  throw unlockable(path, name);
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

function modeOf(database: DatabaseSync): unknown {
  return database.prepare("PRAGMA journal_mode").get()?.["journal_mode"];
}

/** A file system without locks says no more than one on which another process has the lock. */
function unlockable(path: string, fileSystem: string, cause?: unknown): RunnerError {
  return new RunnerError(
    "STORE",
    `The store ${path} cannot be locked on ${fileSystem}: another process has it open for itself, or locks do not work there. End that process, or keep the store on a disk of this machine.`,
    cause === undefined ? {} : { cause },
  );
}
