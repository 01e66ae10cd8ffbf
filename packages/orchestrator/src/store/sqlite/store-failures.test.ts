import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RunnerError, systemProcesses, type ProcessTable } from "@runners/core";
import { expect, test } from "vitest";
import { FakeProcesses } from "../../testing/fake-processes.ts";
import { someEvents } from "../../testing/store-conformance/store-rig.ts";
import { asOrdinaryUser } from "./__fixtures__/as-ordinary-user.ts";
import { mountSmallDisk } from "./__fixtures__/small-disk.ts";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { schema } from "./schema.ts";
import { SqliteStore } from "./sqlite-store.ts";

/** A store with some events, closed; returns its path. */
async function written(folder: string, count = 10): Promise<string> {
  const path = join(folder, "experiment.db");
  const store = await SqliteStore.open({ path });
  await store.acquire();
  await store.append(someEvents(count), 0);
  await store.close();
  return path;
}

/** What every file of the folder holds. */
function contents(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return new Map(files.map((file) => [file, readFileSync(file, "hex")]));
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** What the refusal says, which has the code STORE. */
async function refused(promise: Promise<unknown>): Promise<string> {
  const failure = await failureOf(promise);
  expect(failure).toMatchObject({ code: "STORE" });
  return RunnerError.is(failure) ? failure.message : "";
}

async function driveAndCount(path: string): Promise<number> {
  const store = await SqliteStore.open({ path });
  try {
    await store.acquire();
    return (await store.load()).length;
  } finally {
    await store.close();
  }
}

/** The store goes on where it stood, with the events that were written to it. */
async function expectIntact(
  path: string,
  count: number,
  processes: ProcessTable = systemProcesses,
): Promise<void> {
  const store = await SqliteStore.open({ path, processes });
  await store.acquire();
  expect(await store.load()).toEqual(someEvents(count));
  await store.append(someEvents(1, count), 0);
  expect(await store.load()).toEqual(someEvents(count + 1));
  await store.close();
}

test("the file and its folder are for this user alone", async () => {
  const folder = join(temporaryFolder(), "runs", "one");
  const path = await written(folder);
  const modes = [path, folder, join(folder, "..")].map((each) => statSync(each).mode & 0o777);
  expect(modes).toEqual([0o600, 0o700, 0o700]);
  const store = await SqliteStore.open({ path });
  await store.acquire();
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o77).toBe(0);
  await store.close();
});

test("where there is no more room, everything that was written is kept", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const store = await SqliteStore.open({ path, maxBytes: 300_000 });
  await store.acquire();
  const count = await fill(store);
  expect(await store.load()).toEqual(someEvents(count));
  await store.close().catch(() => undefined);
  await expectIntact(path, count);
});

test("where the disk is full, everything that was written is kept", async () => {
  const folder = temporaryFolder();
  const isMounted = mountSmallDisk(folder, 1_500_000);
  const path = join(folder, "experiment.db");
  // A limit stands in for the disk where none can be mounted.
  const limit = isMounted ? {} : { maxBytes: 300_000 };
  const processes = new FakeProcesses();
  const driver = processes.start();
  const store = await SqliteStore.open({ path, processes: driver, ...limit });
  await store.acquire();
  const count = await fill(store);
  expect(await store.load()).toEqual(someEvents(count));
  // There may be no room either to write down that it gives the store up.
  await store.close().catch(() => undefined);
  driver.end();
  const elsewhere = join(temporaryFolder(), "experiment.db");
  for (const name of readdirSync(folder))
    copyFileSync(join(folder, name), elsewhere + name.slice(13));
  await expectIntact(elsewhere, count, processes.start());
});

/** Appends until there is no more room, and says how many events went in. */
async function fill(store: SqliteStore): Promise<number> {
  for (let count = 0; ; count += 100) {
    const failure = await failureOf(store.append(someEvents(100, count), count));
    if (failure === undefined) continue;
    const message = /cannot be written: its disk is full .* Free some space/;
    expect(failure).toMatchObject({ code: "STORE", message: expect.stringMatching(message) });
    return count;
  }
}

test("a new store in a folder that is read-only is refused", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o555);
  const path = join(folder, "experiment.db");
  const message = await asOrdinaryUser(() => refused(SqliteStore.open({ path })));
  expect(message).toContain(`The store ${path} cannot be opened: access to it or its folder`);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["the file", 0o444, 0o777],
  ["the folder", 0o666, 0o555],
  ["both", 0o444, 0o555],
])("where %s is read-only, it can be read and not be driven", async (_, fileMode, folderMode) => {
  const folder = temporaryFolder();
  const path = await written(folder);
  chmodSync(path, fileMode);
  chmodSync(folder, folderMode);
  const before = readFileSync(path, "hex");
  const message = await asOrdinaryUser(async () => {
    const reader = await SqliteStore.openReader({ path });
    expect(await reader.load()).toEqual(someEvents(10));
    expect(await reader.owner()).toBeUndefined();
    await reader.close();
    return refused(driveAndCount(path));
  });
  expect(message).toContain(path);
  expect(message).toMatch(/read-only|cannot be opened/);
  expect(readFileSync(path, "hex")).toBe(before);
  chmodSync(folder, 0o755);
  chmodSync(path, 0o600);
  for (const name of readdirSync(folder)) if (name !== "experiment.db") rmSync(join(folder, name));
  await expectIntact(path, 10);
});

test("a file that this user may not read is refused", async () => {
  const folder = temporaryFolder();
  const path = await written(folder);
  const before = contents(folder);
  chmodSync(path, 0o000);
  await asOrdinaryUser(async () => {
    const denied = `The store ${path} cannot be`;
    expect(await refused(SqliteStore.openReader({ path }))).toContain(denied);
    expect(await refused(SqliteStore.open({ path }))).toContain(denied);
  });
  chmodSync(path, 0o600);
  expect(contents(folder)).toEqual(before);
});

test.each([
  ["text", "no database, but long enough to be taken for one. ".repeat(100)],
  ["a few bytes", "hello"],
])("a file of %s is refused, and left as it was", async (_, text) => {
  const folder = temporaryFolder();
  const path = join(folder, "notes.txt");
  writeFileSync(path, text);
  const before = contents(folder);
  expect(await refused(SqliteStore.open({ path }))).toContain("it is no SQLite database");
  expect(await refused(SqliteStore.openReader({ path }))).toContain("it is no SQLite database");
  expect(contents(folder)).toEqual(before);
});

test("a database of something else is refused, and left as it was", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "other.db");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT); PRAGMA user_version = 1");
  other.close();
  const before = contents(folder);
  for (const open of [SqliteStore.open({ path }), SqliteStore.openReader({ path })]) {
    expect(await refused(open)).toContain("but not a store of an experiment; nothing was written");
  }
  expect(contents(folder)).toEqual(before);
});

test("a store of a newer version is refused, and left as it was, a log of a crash too", async () => {
  const folder = temporaryFolder();
  const path = await written(folder);
  const newer = new DatabaseSync(path);
  newer.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = ${schema.length + 1}`);
  // What a crash leaves: the file as it was, and beside it the log that nobody has tidied up.
  const crashed = temporaryFolder();
  const copy = join(crashed, "experiment.db");
  for (const end of ["", "-wal"]) copyFileSync(path + end, copy + end);
  newer.close();
  const files = [copy, `${copy}-wal`];
  const before = files.map((file) => readFileSync(file, "hex"));
  for (const open of [SqliteStore.open({ path: copy }), SqliteStore.openReader({ path: copy })]) {
    expect(await refused(open)).toMatch(/written by a newer version .* nothing was written to it/);
  }
  expect(files.map((file) => readFileSync(file, "hex"))).toEqual(before);
});

test("a path that is a folder, or goes through a file, is refused", async () => {
  const folder = temporaryFolder();
  const path = await written(folder);
  const through = join(path, "experiment.db");
  expect(await refused(SqliteStore.open({ path: folder }))).toContain(`${folder} is a folder.`);
  expect(await refused(SqliteStore.open({ path: through }))).toContain(
    `The store ${through} cannot be opened`,
  );
});

/** Part of every POSIX system; Node itself makes no named pipes. */
const makePipe = "mkfifo";

test("a pipe is refused, not waited for", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  execFileSync(makePipe, [path]);
  for (const opening of [SqliteStore.open({ path }), SqliteStore.openReader({ path })]) {
    expect(await refused(opening)).toContain(`${path} is no regular file.`);
  }
});

test("a store that is not there is not created where it should be there", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "experiment.db");
  const there = `There is no store at ${path}. Give the path of one.`;
  expect(await refused(SqliteStore.open({ path, create: false }))).toBe(there);
  expect(await refused(SqliteStore.openReader({ path }))).toBe(there);
  expect(readdirSync(folder)).toEqual([]);
});

test("a reader of a file that is empty as yet is told so", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  writeFileSync(path, "");
  expect(await refused(SqliteStore.openReader({ path }))).toContain("is empty as yet; try again");
  await expectIntact(path, 0);
});

test("damage is seen before a driver writes, and everything is left as it was", async () => {
  const folder = temporaryFolder();
  const path = await written(folder, 2_000);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 6_000);
  writeFileSync(path, bytes);
  const before = contents(folder);
  const store = await SqliteStore.open({ path });
  const message = await refused(store.acquire());
  expect(message).toMatch(/damaged.* Keep a copy; restore a backup/);
  await store.close();
  expect(contents(folder)).toEqual(before);
});

test("a flipped byte, wherever it is, is a clear error or no loss of events", async () => {
  const folder = temporaryFolder();
  const path = await written(folder, 300);
  const original = readFileSync(path);
  const outcomes = { refused: 0, read: 0 };
  for (let at = 13; at < original.length; at += 397) {
    const bytes = Buffer.from(original);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    const outcome = await driveAndCount(path).catch((error: unknown) => error);
    const isRead = typeof outcome === "number";
    outcomes[isRead ? "read" : "refused"] += 1;
    expect(isRead ? { count: outcome } : outcome, `the byte at ${at}`).toMatchObject(
      isRead ? { count: 300 } : { code: "STORE" },
    );
    for (const end of ["-wal", "-shm"]) rmSync(path + end, { force: true });
  }
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.read).toBeGreaterThan(0);
});

test.each([
  ["UPDATE events SET body = '{}' WHERE id & 0xff = 3", "event 3 of the run has no type"],
  ["DELETE FROM events WHERE id & 0xff = 4", "event 4 of the run is not there"],
])("after %s it says which event is damaged", async (sql, message) => {
  const path = await written(temporaryFolder());
  const other = new DatabaseSync(path);
  expect(() => other.exec(sql)).toThrow(/events are never (changed|removed)/);
  other.exec(`DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are; ${sql}`);
  other.close();
  const reader = await SqliteStore.openReader({ path });
  expect(await refused(reader.load())).toContain(`The store ${path} is damaged: ${message}`);
  await reader.close();
});

test("while another process has it locked, a write is refused, and goes on afterwards", async () => {
  const path = await written(temporaryFolder());
  const store = await SqliteStore.open({ path, busyMs: 20 });
  await store.acquire();
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const message = await refused(store.append(someEvents(1, 10), 0));
  expect(message).toMatch(/cannot be written: another process has locked it .* Try again/);
  expect(await store.load()).toEqual(someEvents(10));
  other.exec("ROLLBACK");
  other.close();
  await store.append(someEvents(1, 10), 0);
  await store.close();
  await expectIntact(path, 11);
});

test("a store that was removed or replaced meanwhile is not written to", async () => {
  const folder = temporaryFolder();
  const path = await written(folder);
  const store = await SqliteStore.open({ path });
  await store.acquire();
  const aside = join(folder, "aside.db");
  renameSync(path, aside);
  expect(await refused(store.append(someEvents(1), 0))).toContain("was removed or replaced");
  copyFileSync(aside, path);
  expect(await refused(store.append(someEvents(1), 0))).toContain("was removed or replaced");
  renameSync(aside, path);
  await store.append(someEvents(1, 10), 0);
  await store.close();
  await expectIntact(path, 11);
});

test("what JSON cannot hold is refused before anything is written", async () => {
  const store = await SqliteStore.open({ path: join(temporaryFolder(), "experiment.db") });
  await store.acquire();
  const [event] = someEvents(1);
  const append = store.append([...someEvents(2), { ...event, atMs: 1n } as never], 0);
  await expect(append).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect(append).rejects.toThrow("An event of type submission-deferred is not plain JSON");
  expect(await store.load()).toEqual([]);
  await store.close();
});
