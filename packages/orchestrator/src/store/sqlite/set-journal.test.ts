import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { setJournal } from "./set-journal.ts";

test.each([
  ["local", "PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE"],
  ["local", "PRAGMA journal_mode = DELETE", "BEGIN IMMEDIATE"],
  ["network", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"],
] as const)("on a %s disk, after %s, an empty file is written to by %s", (type, before, begin) => {
  const path = join(temporaryFolder(), "experiment.db");
  const database = new DatabaseSync(path);
  database.exec(before);
  expect(setJournal(database, path, { type })).toBe(begin);
  database.close();
});

test("a log is never used on a network", () => {
  const path = join(temporaryFolder(), "experiment.db");
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL");
  expect(() => setJournal(database, path, { type: "network", name: "NFS" })).toThrow(
    `The store ${path} cannot be locked on NFS`,
  );
  database.close();
});
