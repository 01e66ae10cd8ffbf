import { VirtualClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { FakeProcesses } from "../testing/fake-processes.ts";
import { storeConformance } from "../testing/store-conformance/store-conformance.ts";
import { someEvents } from "../testing/store-conformance/store-rig.ts";
import { MemoryStoreHarness } from "./__fixtures__/memory-store-harness.ts";
import { MemoryStore } from "./memory-store.ts";

describe("the store in memory", () => {
  storeConformance({
    test,
    create: () => new MemoryStoreHarness(),
    waive: {
      "needs/openReader": "what is in memory cannot be reached from a process that only reads",
      "needs/capacityBytes": "memory is taken to be endless",
    },
  });
});

test("drivers of this process see each other alive", async () => {
  const first = new MemoryStore();
  const second = new MemoryStore({ of: first });
  await first.acquire();
  await expect(second.acquire()).rejects.toThrow(`process ${process.pid} on `);
  await first.close();
  await second.acquire();
  await second.append(someEvents(1), 0);
});

test("a store of its own shares nothing", async () => {
  const store = new MemoryStore({
    clock: new VirtualClock(),
    processes: new FakeProcesses().start(),
  });
  await store.acquire();
  await store.append(someEvents(1), 0);
  expect(await new MemoryStore().load()).toEqual([]);
});

test("what was loaded stays as it was", async () => {
  const store = new MemoryStore();
  await store.acquire();
  await store.append(someEvents(1), 0);
  const before = await store.load();
  await store.append(someEvents(1, 1), 0);
  expect(before).toEqual(someEvents(1));
});
