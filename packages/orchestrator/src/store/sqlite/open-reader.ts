import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { RunnerError } from "@runners/core";
import type { DatabaseSync } from "node:sqlite";
import type { ExperimentReader } from "../experiment-reader.ts";
import { checkVersion } from "./check-version.ts";
import { sqliteCode } from "./sqlite-code.ts";
import { SqliteReader } from "./sqlite-reader.ts";
import { storeError } from "./store-error.ts";
import { StoreFile } from "./store-file.ts";

/** What SQLite says of a folder in which it cannot put a log beside the file. */
const readOnlyFolder: ReadonlySet<number | undefined> = new Set([8, 14]);

/** See `SqliteStore.openReader`. */
export async function openReader(options: {
  readonly path: string;
  readonly busyMs: number;
}): Promise<ExperimentReader> {
  const { path, busyMs } = options;
  const { DatabaseSync } = await import("node:sqlite");
  let database: DatabaseSync | undefined;
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) {
      throw new RunnerError("STORE", `There is no store at ${path}. Give the path of one.`);
    }
    database = new DatabaseSync(path, { readOnly: true, timeout: busyMs });
    let version: number;
    try {
      version = checkVersion(database, path);
    } catch (error) {
      if (!readOnlyFolder.has(sqliteCode(error)) || isBeingWritten(path)) throw error;
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
    return new SqliteReader(new StoreFile(database, { path, begin: "BEGIN" }));
  } catch (error) {
    database?.close();
    throw storeError(path, "read", error);
  }
}

/** Whether a log lies beside the file, as it does while a process has it open. */
function isBeingWritten(path: string): boolean {
  return statSync(`${path}-wal`, { throwIfNoEntry: false }) !== undefined;
}
