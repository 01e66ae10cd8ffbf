import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { FakeProcesses } from "../../testing/fake-processes.ts";
import { someEvents } from "../../testing/store-conformance/store-rig.ts";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { migrate } from "./migrate.ts";
import { schema } from "./schema.ts";
import { SqliteStore } from "./sqlite-store.ts";

/**
 * A store as version 1 wrote it, in words of its own: what was once published has to be read for
 * ever, whatever becomes of the steps.
 */
const asOfVersion1 = `
PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE runs (run INTEGER PRIMARY KEY, started_at_ms REAL NOT NULL, elapsed_ms REAL NOT NULL) STRICT;
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL GENERATED ALWAYS AS (id >> 32) VIRTUAL,
  seq INTEGER NOT NULL GENERATED ALWAYS AS (id & 0xffffffff) VIRTUAL,
  at_ms ANY GENERATED ALWAYS AS (body ->> '$.atMs') VIRTUAL,
  type ANY GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  trial_index ANY GENERATED ALWAYS AS (body ->> '$.index') VIRTUAL,
  attempt ANY GENERATED ALWAYS AS (body ->> '$.attempt') VIRTUAL,
  elapsed_ms REAL NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are never removed'); END;
CREATE TABLE requests (id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, left_at_ms REAL NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE lease (
  id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL, counter INTEGER NOT NULL, host TEXT NOT NULL,
  boot_id TEXT NOT NULL, pid_namespace TEXT NOT NULL, pid INTEGER NOT NULL, process_start TEXT NOT NULL,
  acquired_at_ms REAL NOT NULL, renewed_at_ms REAL NOT NULL
) STRICT;
INSERT INTO runs VALUES (1, 500, 90), (2, 1000, 0);
INSERT INTO events (id, elapsed_ms, body) VALUES
  (4294967297, 10, '{"type":"experiment-ended","outcome":"completed","atMs":1}'),
  (8589934593, 20, '{"type":"submission-deferred","index":0,"attempt":0,"reason":"number 0","atMs":1000}'),
  (8589934594, 30, '{"type":"submission-deferred","index":1,"attempt":0,"reason":"number 1","atMs":1001}');
INSERT INTO requests (run, left_at_ms, body) VALUES (2, 1, '{"type":"stop-submitting","reason":"enough"}');
PRAGMA application_id = 1383427699;
PRAGMA user_version = 1;
COMMIT;
`;

function olderStore(extra = ""): string {
  const path = join(temporaryFolder(), "experiment.db");
  const database = new DatabaseSync(path);
  database.exec(asOfVersion1 + extra);
  database.close();
  return path;
}

/** A lease as an older version leaves it. */
function leaseOf(pid: number): string {
  return `INSERT INTO lease VALUES (1, 't', 3, 'here', 'boot-of-here', '', ${pid}, 'start-${pid}', 1, 2);`;
}

function versionOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare("PRAGMA user_version").get();
  database.close();
  return row?.["user_version"];
}

test("a store of an older version is brought to the present one, and goes on", async () => {
  const path = olderStore();
  const store = await SqliteStore.open({ path });
  expect(versionOf(path)).toBe(schema.length);
  expect(await store.owner()).toBeUndefined();
  await store.acquire();
  expect(await store.load()).toEqual(someEvents(2));
  expect(await store.elapsedMs()).toBe(30);
  const request = { type: "stop-submitting", reason: "enough" };
  expect(await store.pendingRequests(40)).toEqual([{ id: 1, request }]);
  await store.append(someEvents(1, 2), 50, [1]);
  expect(await store.pendingRequests(50)).toEqual([]);
  expect(await store.load()).toEqual(someEvents(3));
  await store.close();
  const again = await SqliteStore.openReader({ path });
  expect(await again.load()).toEqual(someEvents(3));
  await again.close();
});

test("a store of an older version is read as it is", async () => {
  const path = olderStore();
  const reader = await SqliteStore.openReader({ path });
  expect(await reader.load()).toEqual(someEvents(2));
  expect(await reader.elapsedMs()).toBe(30);
  await reader.close();
  expect(versionOf(path)).toBe(1);
});

test("what the present version makes is what it makes of an older one", async () => {
  const [older, fresh] = [olderStore(), join(temporaryFolder(), "experiment.db")];
  for (const path of [older, fresh]) await (await SqliteStore.open({ path })).close();
  const parts = [older, fresh].map((path) => {
    const database = new DatabaseSync(path, { readOnly: true });
    const columns = database
      .prepare(
        "SELECT s.type, s.name, c.name AS column, c.type AS kind FROM sqlite_schema AS s " +
          "LEFT JOIN pragma_table_xinfo(s.name) AS c ORDER BY s.name, c.cid",
      )
      .all();
    database.close();
    return columns;
  });
  expect(parts[0]).toEqual(parts[1]);
});

test("one that an older version still drives is refused, and left as it was", async () => {
  const processes = new FakeProcesses();
  const driver = processes.start();
  const path = olderStore(leaseOf(driver.self().pid));
  const open = (): Promise<SqliteStore> => SqliteStore.open({ path, processes: processes.start() });
  await expect(open()).rejects.toMatchObject({ code: "NOT_OWNER" });
  expect(versionOf(path)).toBe(1);
  driver.end();
  await (await open()).close();
  expect(versionOf(path)).toBe(schema.length);
});

test("a migration that fails changes nothing", () => {
  const path = olderStore();
  const database = new DatabaseSync(path);
  const contents = (): unknown =>
    database.prepare("SELECT group_concat(sql) FROM sqlite_schema").get();
  const before = contents();
  database.exec("BEGIN");
  const later = "CREATE TABLE later (x ANY) STRICT;";
  const steps = [...schema, later, later];
  expect(() => migrate(database, 1, steps)).toThrow("already exists");
  database.exec("ROLLBACK");
  expect(contents()).toEqual(before);
  database.close();
  expect(versionOf(path)).toBe(1);
});

test("what is created is durable at each commit, and readable meanwhile", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "experiment.db");
  const store = await SqliteStore.open({ path });
  await store.acquire();
  expect(readdirSync(folder)).toContain("experiment.db-wal");
  const other = new DatabaseSync(path, { readOnly: true });
  expect(other.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  other.close();
  await store.close();
  expect(readdirSync(folder)).toEqual(["experiment.db"]);
});
