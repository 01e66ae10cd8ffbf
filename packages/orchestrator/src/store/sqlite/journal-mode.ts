import type { DatabaseSync } from "node:sqlite";

/** How transactions of this file are made whole: `"wal"`, or one of the kinds of rollback journal. */
export function journalMode(database: DatabaseSync): unknown {
  return database.prepare("PRAGMA journal_mode").get()?.["journal_mode"];
}
