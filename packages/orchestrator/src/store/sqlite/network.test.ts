import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { FakeProcesses } from "../../testing/fake-processes.ts";
import { someEvents } from "../../testing/store-conformance/store-rig.ts";
import { Driver } from "./__fixtures__/driver.ts";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { SqliteStore } from "./sqlite-store.ts";

const fileSystemType = "network";

function modeOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare("PRAGMA journal_mode").get();
  database.close();
  return row?.["journal_mode"];
}

async function written(type: "local" | "network", path: string): Promise<SqliteStore> {
  const store = await SqliteStore.open({ path, fileSystemType: type });
  await store.acquire();
  await store.append(someEvents(3), 0);
  return store;
}

test("on a network nothing lies beside the file that would have to be shared as memory", async () => {
  const folder = temporaryFolder();
  const store = await written("network", join(folder, "experiment.db"));
  expect(readdirSync(folder).filter((name) => /-(shm|wal)$/.test(name))).toEqual([]);
  expect(modeOf(join(folder, "experiment.db"))).toBe("delete");
  await store.close();
});

test("a store with a log that has come to a network goes on without one", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  await (await written("local", path)).close();
  const store = await SqliteStore.open({ path, fileSystemType });
  await store.acquire();
  await store.append(someEvents(1, 3), 0);
  expect(await store.load()).toEqual(someEvents(4));
  await store.close();
  expect(modeOf(path)).toBe("delete");
});

test("a store that a crash left with a log goes on without one, and with what is in it", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "experiment.db");
  const driver = await Driver.start();
  await driver.do({ type: "open", path });
  await driver.do({ type: "acquire" });
  await driver.do({ type: "append", from: 0, count: 3 });
  await driver.kill();
  expect(readdirSync(folder)).toContain("experiment.db-wal");
  const store = await SqliteStore.open({ path, fileSystemType });
  expect(await store.load()).toEqual(someEvents(3));
  await store.close();
  expect(readdirSync(folder)).not.toContain("experiment.db-wal");
});

test("one that is driven with a log, on the machine that has the disk, is refused", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const driver = await Driver.start();
  await driver.do({ type: "open", path });
  await driver.do({ type: "acquire" });
  const opening = SqliteStore.open({ path, fileSystemType, busyMs: 20 });
  await expect(opening).rejects.toMatchObject({ code: "STORE" });
  await expect(opening).rejects.toThrow(
    "cannot be locked on a network file system: another process has it open for itself, or locks do not work there. End that process, or keep the store on a disk of this machine.",
  );
  // What a reader would see of it there may be old.
  const reading = SqliteStore.openReader({ path, fileSystemType });
  await expect(reading).rejects.toThrow("cannot be locked on a network file system");
  expect(await driver.do({ type: "append", from: 0, count: 3 })).toEqual({ type: "done" });
  await driver.do({ type: "close" });
  const reader = await SqliteStore.openReader({ path, fileSystemType });
  expect(await reader.load()).toEqual(someEvents(3));
  await reader.close();
});

test("a store without a log is driven without one on a disk of this machine, too", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "experiment.db");
  const first = await written("network", path);
  // Whoever has it from a network and whoever has its disk must do the same.
  const second = await SqliteStore.open({ path, fileSystemType: "local" });
  await expect(second.acquire()).rejects.toMatchObject({ code: "NOT_OWNER" });
  await first.append(someEvents(1, 3), 0);
  await first.close();
  await second.acquire();
  await second.append(someEvents(1, 4), 0);
  expect(modeOf(path)).toBe("delete");
  await second.close();
});

test("whoever opens, reads and asks does not keep the driver from writing", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const driver = await Driver.start();
  await driver.do({ type: "open", path, fileSystemType });
  await driver.do({ type: "acquire" });
  for (let times = 0; times < 50; times += 1) {
    const appended = driver.do({ type: "append", from: times * 5, count: 5 });
    const store = await SqliteStore.open({ path, fileSystemType });
    await store.request({ type: "stop-submitting", reason: "enough" });
    const events = await store.load();
    expect(events.length % 5).toBe(0);
    expect(events).toEqual(someEvents(events.length));
    await store.close();
    expect(await appended).toEqual({ type: "done" });
  }
});

test.each([
  ["local", 0],
  ["network", 60_000],
] as const)(
  "on a %s disk an owner from before the machine started anew is watched for %d ms",
  async (type, watchedMs) => {
    const path = join(temporaryFolder(), "experiment.db");
    const [clock, machines] = [new VirtualClock(), new FakeProcesses()];
    const open = (bootId: string): Promise<SqliteStore> => {
      const processes = machines.start({ bootId });
      return SqliteStore.open({ path, fileSystemType: type, clock, processes });
    };
    const before = await open("boot-1");
    await before.acquire();
    const after = await open("boot-2");
    await after.acquire();
    expect(clock.monotonic()).toBe(watchedMs);
    await before.close();
    await after.append(someEvents(1), 0);
    await after.close();
  },
);

test("a transaction that a crash left half way is taken back by the next driver", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "experiment.db");
  await (await written("network", path)).close();
  // Cached pages of the middle of a transaction are written to the file once there are too many.
  const other = new DatabaseSync(path);
  other.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE bulk (x TEXT)");
  const insert = other.prepare("INSERT INTO bulk VALUES (?)");
  for (let i = 0; i < 200; i += 1) insert.run("x".repeat(2_000));
  const crashed = join(temporaryFolder(), "experiment.db");
  for (const end of ["", "-journal"]) copyFileSync(path + end, crashed + end);
  other.exec("ROLLBACK");
  other.close();
  for (const type of ["network", "local"] as const) {
    const store = await SqliteStore.open({ path: crashed, fileSystemType: type });
    await store.acquire();
    expect(await store.load()).toEqual(someEvents(3));
    await store.close();
  }
});
