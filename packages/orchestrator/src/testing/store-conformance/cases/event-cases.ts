import assert from "node:assert/strict";
import type { ExperimentEvent } from "../../../experiment/experiment-event.ts";
import type { StoreCases } from "../store-case.ts";
import { refusal, someEvents } from "../store-rig.ts";

export type EventCaseId =
  | "events/order"
  | "events/kept"
  | "events/reopened"
  | "events/after-crash"
  | "events/all-or-none"
  | "events/room-after"
  | "events/not-json"
  | "events/needs-ownership"
  | "runs/new"
  | "runs/reopened"
  | "runs/needs-ownership"
  | "elapsed/last-write"
  | "elapsed/reopened"
  | "elapsed/of-run";

/** What a store has to keep: events, runs, and how long drivers have worked. */
export const eventCases: StoreCases<EventCaseId> = {
  "events/order": {
    says: "events come back in the order in which they were appended, from an empty store on",
    async check(rig) {
      const store = await rig.owned();
      assert.deepEqual(await store.load(), []);
      const sizes = [1, 0, 300, 2, 1];
      let count = 0;
      for (const size of sizes) {
        await store.append(someEvents(size, count), 0);
        count += size;
        assert.deepEqual(await store.load(), someEvents(count));
      }
    },
  },
  "events/kept": {
    says: "events come back as they were, whatever they hold that JSON can hold",
    async check(rig) {
      const store = await rig.owned();
      const events = hostileEvents();
      await store.append(events, 0);
      assert.deepEqual(await store.load(), events);
      assert.deepEqual(await (await rig.open()).load(), events);
    },
  },
  "events/reopened": {
    says: "another driver finds what was appended, once the first has closed, and appends to it",
    async check(rig) {
      const first = await rig.owned();
      await first.append(someEvents(5), 0);
      await first.close();
      const second = await rig.owned();
      assert.deepEqual(await second.load(), someEvents(5));
      await second.append(someEvents(3, 5), 0);
      assert.deepEqual(await second.load(), someEvents(8));
    },
  },
  "events/after-crash": {
    says: "another driver finds what was appended by one that has crashed, and appends to it",
    needs: ["endProcess"],
    async check(rig) {
      const [, owner] = await rig.takenOver();
      assert.deepEqual(await owner.load(), someEvents(2));
      await owner.append(someEvents(1, 2), 0);
      assert.deepEqual(await owner.load(), someEvents(3));
    },
  },
  "events/all-or-none": {
    says: "an append for which there is no room rejects with STORE, and none of it is kept",
    needs: ["capacityBytes"],
    async check(rig) {
      const store = await rig.owned();
      await store.append(someEvents(2), 10);
      const events = [...someEvents(50, 2), tooLarge(rig.hook("capacityBytes"))];
      await refusal(store.append(events, 20), "STORE");
      assert.deepEqual(await store.load(), someEvents(2));
      assert.equal(await store.elapsedMs(), 10);
    },
  },
  "events/room-after": {
    says: "after an append for which there was no room, one for which there is goes on",
    needs: ["capacityBytes"],
    async check(rig) {
      const store = await rig.owned();
      const events = [...someEvents(50), tooLarge(rig.hook("capacityBytes"))];
      await store.append(events, 20).catch(() => undefined);
      const before = (await store.load()).length;
      await store.append(someEvents(1), 30);
      assert.deepEqual((await store.load()).slice(before), someEvents(1));
    },
  },
  "events/not-json": {
    says: "an append of what cannot be kept rejects, and none of it is kept; or it is kept as it is",
    async check(rig) {
      const store = await rig.owned();
      const circular: Record<string, unknown> = {};
      circular["self"] = circular;
      const [event] = someEvents(1, 1);
      const events = [...someEvents(1), { ...event, details: circular } as ExperimentEvent];
      const kept = await store.append(events, 0).then(
        () => events,
        () => [],
      );
      assert.deepEqual(await store.load(), kept);
    },
  },
  "events/needs-ownership": {
    says: "a driver that does not own the store cannot append",
    async check(rig) {
      const store = await rig.open();
      await refusal(store.append(someEvents(1), 0), "NOT_OWNER");
      assert.deepEqual(await store.load(), []);
      await store.acquire();
      await store.release();
      await refusal(store.append(someEvents(1), 0), "NOT_OWNER");
      assert.deepEqual(await store.load(), []);
    },
  },
  "runs/new": {
    says: "a new run is empty, and events go to it",
    async check(rig) {
      const store = await rig.owned();
      for (const run of [0, 1, 2]) {
        assert.deepEqual(await store.load(), []);
        await store.append(someEvents(3, run), 0);
        assert.deepEqual(await store.load(), someEvents(3, run));
        await store.newRun();
      }
    },
  },
  "runs/reopened": {
    says: "another driver goes on with the last run, an empty one too",
    async check(rig) {
      const first = await rig.owned();
      await first.append(someEvents(3), 10);
      await first.newRun();
      await first.close();
      const second = await rig.owned();
      assert.deepEqual(await second.load(), []);
      await second.append(someEvents(2, 7), 0);
      await second.close();
      assert.deepEqual(await (await rig.open()).load(), someEvents(2, 7));
    },
  },
  "runs/needs-ownership": {
    says: "a driver that does not own the store cannot begin a run",
    async check(rig) {
      const owner = await rig.owned();
      await owner.append(someEvents(1), 0);
      await refusal((await rig.open()).newRun(), "NOT_OWNER");
      assert.deepEqual(await owner.load(), someEvents(1));
    },
  },
  "elapsed/last-write": {
    says: "the time worked is 0 at first, and then that of the last append",
    async check(rig) {
      const store = await rig.owned();
      assert.equal(await store.elapsedMs(), 0);
      for (const ms of [0, 1.5, 90_000]) {
        await store.append(someEvents(1), ms);
        assert.equal(await store.elapsedMs(), ms);
      }
    },
  },
  "elapsed/reopened": {
    says: "another driver finds the time worked",
    async check(rig) {
      const first = await rig.owned();
      await first.append(someEvents(1), 1_234);
      await first.close();
      assert.equal(await (await rig.open()).elapsedMs(), 1_234);
    },
  },
  "elapsed/of-run": {
    says: "the time worked on a new run is 0",
    async check(rig) {
      const store = await rig.owned();
      await store.append(someEvents(1), 1_234);
      await store.newRun();
      assert.equal(await store.elapsedMs(), 0);
      await store.append([], 5);
      assert.equal(await store.elapsedMs(), 5);
    },
  },
};

function tooLarge(bytes: number): ExperimentEvent {
  const reason = "x".repeat(bytes);
  return { type: "submission-deferred", index: 0, attempt: 0, reason, atMs: 0 };
}

function hostileEvents(): readonly ExperimentEvent[] {
  const texts = [
    "",
    "'; DROP TABLE events; --",
    '\u0000\n\t"\\',
    "é → 🏃 \u{10ffff}",
    "${x} $(x) ?1 :a @b",
  ];
  const runMetadata = {
    nested: { list: [1, -0.5, 1e-300, 2 ** 53 - 1, true, null, ["", {}]] },
    __proto__x: 1,
    "a key with spaces": "",
  };
  return [
    {
      type: "trial-created",
      index: 0,
      kind: "batch",
      arms: [
        { name: "0_0", parameters: { lr: 1e-4, optimizer: "sgd", flag: false, none: null } },
        { name: "0_1", parameters: {} },
      ],
      atMs: 1_795_483_656_824,
    },
    { type: "trial-deployed", index: 0, attempt: 0, status: "RUNNING", runMetadata, atMs: 0.25 },
    ...texts.map((reason, i): ExperimentEvent => ({
      type: "submission-unknown",
      index: i,
      attempt: 3,
      reason,
      atMs: i,
    })),
    {
      type: "trial-results",
      index: 0,
      attempt: 0,
      final: true,
      observations: [{ armName: "0_0", metric: "loss", mean: -1.25, sem: 0, step: 7 }],
      atMs: 10,
    },
    { type: "submission-deferred", index: 1, attempt: 0, reason: "x".repeat(200_000), atMs: 11 },
  ];
}
