import { join } from "node:path";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { someEvents } from "../../testing/store-conformance/store-rig.ts";
import { Driver } from "./__fixtures__/driver.ts";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { SqliteStore } from "./sqlite-store.ts";

test("of two processes that race for a new store, each time one comes to own it", async () => {
  const folder = temporaryFolder();
  const drivers = await Promise.all([Driver.start(), Driver.start()]);
  for (let race = 0; race < 20; race += 1) {
    const path = join(folder, `race-${race}.db`);
    // They create the file at once, too.
    const opened = await Promise.all(drivers.map((driver) => driver.do({ type: "open", path })));
    expect(opened).toEqual([{ type: "done" }, { type: "done" }]);
    const replies = await Promise.all(drivers.map((driver) => driver.do({ type: "acquire" })));
    const winner = replies.findIndex(({ type }) => type === "done");
    expect(replies.map(({ type }) => type).toSorted()).toEqual(["done", "failed"]);
    expect(replies[1 - winner]).toMatchObject({ code: "NOT_OWNER" });
    expect(replies[1 - winner]).toHaveProperty(
      "message",
      `RunnerError: The store ${path} is driven by process ${drivers[winner]?.pid} on ${hostname()} ` +
        "(driving since 0 s ago, last seen 0 s ago). Let it finish, or end it and run the same command again.",
    );
    const appended = drivers.map((driver, i) => driver.do({ type: "append", from: i, count: 1 }));
    expect((await Promise.all(appended)).map(({ type }) => type)).toEqual(
      replies.map(({ type }) => type),
    );
    await Promise.all(drivers.map((driver) => driver.do({ type: "close" })));
    const reader = await SqliteStore.openReader({ path });
    expect(await reader.load()).toEqual(someEvents(1, winner));
    await reader.close();
  }
});

test("a driver that is stopped is not dead; one that was killed is, and is taken over from", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const driver = await Driver.start();
  await driver.do({ type: "open", path });
  await driver.do({ type: "acquire" });
  await driver.do({ type: "append", from: 0, count: 3 });
  const store = await SqliteStore.open({ path });
  driver.signal("SIGSTOP");
  await expect(store.acquire()).rejects.toMatchObject({ code: "NOT_OWNER" });
  driver.signal("SIGCONT");
  expect(await driver.do({ type: "append", from: 3, count: 1 })).toEqual({ type: "done" });
  await expect(store.acquire()).rejects.toThrow(`process ${driver.pid} on ${hostname()}`);
  await driver.kill();
  await store.acquire();
  expect(await store.load()).toEqual(someEvents(4));
  await store.append(someEvents(1, 4), 0);
  await store.close();
});

test("a driver that was stopped, taken over from and woken writes nothing more", async () => {
  const path = join(temporaryFolder(), "experiment.db");
  const driver = await Driver.start();
  await driver.do({ type: "open", path });
  await driver.do({ type: "acquire" });
  driver.signal("SIGSTOP");
  // As another host does once it has watched for long enough.
  const other = new DatabaseSync(path);
  other.exec("UPDATE lease SET token = 'of another', host = 'there', pid = 4711");
  other.close();
  driver.signal("SIGCONT");
  const reply = await driver.do({ type: "append", from: 0, count: 1 });
  expect(reply).toMatchObject({ type: "failed", code: "NOT_OWNER" });
  expect(reply).toHaveProperty("message", expect.stringContaining("process 4711 on there"));
  const reader = await SqliteStore.openReader({ path });
  expect(await reader.load()).toEqual([]);
  await reader.close();
});

test("of a driver that is killed while it appends, whole appends are there, as far as it got", async () => {
  const folder = temporaryFolder();
  const size = 7;
  for (let kill = 0; kill < 12; kill += 1) {
    const path = join(folder, `kill-${kill}.db`);
    const driver = await Driver.start();
    await driver.do({ type: "open", path });
    await driver.do({ type: "acquire" });
    driver.tell({ type: "append-on-and-on", size });
    let told = 0;
    for (let replies = 0; replies <= kill * 5; replies += 1) {
      const reply = await driver.reply();
      if (reply.type === "appended") told = reply.events;
    }
    await driver.kill();
    const store = await SqliteStore.open({ path });
    await store.acquire();
    const events = await store.load();
    expect(events.length).toBeGreaterThanOrEqual(told);
    expect(events.length % size).toBe(0);
    expect(events).toEqual(someEvents(events.length));
    await store.append(someEvents(1, events.length), 0);
    expect(await store.load()).toEqual(someEvents(events.length + 1));
    await store.close();
  }
});
