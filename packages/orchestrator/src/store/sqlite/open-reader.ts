import { realpathSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { RunnerError } from "@runners/core";
import type { DatabaseSync } from "node:sqlite";
import type { ExperimentReader } from "../experiment-reader.ts";
import { checkPresent } from "./check-present.ts";
import { checkVersion } from "./check-version.ts";
import type { FileSystemType } from "./file-system-type.ts";
import { fileSystemOf } from "./file-system-of.ts";
import { journalMode } from "./journal-mode.ts";
import { lockFailure } from "./lock-failure.ts";
import { sqliteCode } from "./sqlite-code.ts";
import { SqliteReader } from "./sqlite-reader.ts";
import { storeError } from "./store-error.ts";
import { StoreFile } from "./store-file.ts";

/** What SQLite says of a folder in which it cannot put a log beside the file. */
const readOnlyFolder: ReadonlySet<number | undefined> = new Set([8, 14]);

/** See `SqliteStore.openReader`. */
export async function openReader(options: {
  readonly path: string;
  readonly fileSystemType: FileSystemType | undefined;
  readonly busyMs: number;
}): Promise<ExperimentReader> {
  const { path, fileSystemType, busyMs } = options;
  const { DatabaseSync } = await import("node:sqlite");
  let database: DatabaseSync | undefined;
  try {
    checkPresent(path);
    const fileSystem = fileSystemOf(path, fileSystemType);
    const hadLog = hasLog(path);
    database = new DatabaseSync(path, { readOnly: true, timeout: busyMs });
    let version: number;
    try {
      version = checkVersion(database, path);
    } catch (error) {
      if (!readOnlyFolder.has(sqliteCode(error)) || hadLog) throw error;
      // Nobody writes to it now, so that it can be read without a log, and without locks.
      database.close();
      const url = pathToFileURL(path);
      url.searchParams.set("immutable", "1");
      database = new DatabaseSync(url, { readOnly: true });
      version = checkVersion(database, path);
    }
    if (version === 0) {
      throw new RunnerError("STORE", `The store ${path} is empty as yet; try again.`);
    }
    if (fileSystem.type === "network" && hadLog && journalMode(database) === "wal") {
      throw lockFailure(path, fileSystem);
    }
    return new SqliteReader(new StoreFile(database, { path, begin: "BEGIN" }));
  } catch (error) {
    database?.close();
    throw storeError(path, "opened", error);
  }
}

/**
 * Whether a write-ahead log lies beside the file, as it does while a process drives it or after one
 * has crashed. A reader may leave one that is empty.
 */
function hasLog(path: string): boolean {
  const log = statSync(`${realpathSync(path)}-wal`, { throwIfNoEntry: false });
  return log !== undefined && log.size > 0;
}
