import assert from "node:assert/strict";
import type { ExperimentStore } from "../../../store/experiment-store.ts";
import type { StoreCases } from "../store-case.ts";
import { refusal, someEvents } from "../store-rig.ts";

export type OwnerCaseId =
  | "owner/none"
  | "owner/told"
  | "acquire/again"
  | "acquire/refused"
  | "acquire/race"
  | "acquire/released"
  | "acquire/closed"
  | "acquire/dead"
  | "acquire/aborted"
  | "elsewhere/alive"
  | "elsewhere/idle"
  | "elsewhere/silent"
  | "elsewhere/aborted";

/** One owner at a time, and how ownership passes on. */
export const ownerCases: StoreCases<OwnerCaseId> = {
  "owner/none": {
    says: "there is no owner at first, nor after one has released",
    async check(rig) {
      const store = await rig.open();
      assert.equal(await store.owner(), undefined);
      await store.acquire();
      await store.release();
      assert.equal(await store.owner(), undefined);
    },
  },
  "owner/told": {
    says: "every driver is told who owns the store, and since when",
    async check(rig) {
      const [first, second] = [await rig.open(), await rig.open()];
      const beforeMs = rig.clock.now();
      await first.acquire();
      const owner = await second.owner();
      assert.deepEqual(owner, await first.owner());
      assert.ok(owner !== undefined && owner.pid > 0 && owner.host !== "");
      for (const ms of [owner.acquiredAtMs, owner.renewedAtMs]) {
        assert.ok(ms >= beforeMs && ms <= rig.clock.now(), `${ms} is not when it was acquired`);
      }
    },
  },
  "acquire/again": {
    says: "a store that owns the experiment serves one driver: acquiring again is refused",
    async check(rig) {
      const store = await rig.owned();
      await refusal(store.acquire(), "NOT_OWNER");
      await store.append(someEvents(1), 0);
      assert.deepEqual(await store.load(), someEvents(1));
    },
  },
  "acquire/refused": {
    says: "a second driver is refused, told host, pid and age of the first, which goes on",
    async check(rig) {
      const owner = await rig.owned();
      const second = await rig.open();
      await rig.clock.sleep(3_000);
      const message = await refusal(second.acquire(), "NOT_OWNER");
      const { host, pid } = (await owner.owner()) ?? {};
      for (const part of [host, pid, "3 s ago"]) {
        assert.ok(message.includes(String(part)), `${message} does not name ${String(part)}`);
      }
      await refusal(second.append(someEvents(1), 0), "NOT_OWNER");
      await owner.append(someEvents(1, 5), 0);
      assert.deepEqual(await second.load(), someEvents(1, 5));
    },
  },
  "acquire/race": {
    says: "of many drivers that acquire at once, one comes to own the store",
    async check(rig) {
      const stores: ExperimentStore[] = [];
      for (let left = 8; left > 0; left -= 1) stores.push(await rig.open());
      const outcomes = await Promise.all(
        stores.map((store) =>
          store.acquire().then(
            () => store,
            () => undefined,
          ),
        ),
      );
      const owners = outcomes.filter((store) => store !== undefined);
      assert.equal(owners.length, 1);
      await owners[0]?.append(someEvents(1), 0);
    },
  },
  "acquire/released": {
    says: "another driver may own the store once the first has released it, and the first after it",
    async check(rig) {
      const first = await rig.owned();
      await first.release();
      await first.release();
      const second = await rig.owned();
      await refusal(first.acquire(), "NOT_OWNER");
      await second.release();
      await first.acquire();
      await first.append(someEvents(1), 0);
      await refusal(second.append(someEvents(1), 0), "NOT_OWNER");
    },
  },
  "acquire/closed": {
    says: "another driver may own the store once the first has closed it",
    async check(rig) {
      const first = await rig.owned();
      await first.close();
      await (await rig.owned()).append(someEvents(1), 0);
    },
  },
  "acquire/dead": {
    says: "a driver takes over at once from one whose process has ended",
    needs: ["endProcess"],
    async check(rig) {
      const first = await rig.owned();
      const second = await rig.open();
      await refusal(second.acquire(), "NOT_OWNER");
      await rig.hook("endProcess")(first);
      const beforeMs = rig.clock.monotonic();
      await second.acquire();
      assert.equal(rig.clock.monotonic(), beforeMs);
      await second.append(someEvents(1), 0);
    },
  },
  "acquire/aborted": {
    says: "an acquire that was aborted before rejects with the reason, and owns nothing",
    async check(rig) {
      const store = await rig.open();
      const reason = new Error("the conformance suite changed its mind");
      await assert.rejects(store.acquire({ signal: AbortSignal.abort(reason) }), reason);
      assert.equal(await store.owner(), undefined);
    },
  },
  "elsewhere/alive": {
    says: "an owner on another host that appends is not taken for dead",
    needs: ["openElsewhere"],
    async check(rig) {
      const owner = await rig.openElsewhere();
      await owner.acquire();
      const taking = refusal((await rig.open()).acquire(), "NOT_OWNER");
      await until(rig.clock, taking, () => owner.append(someEvents(1), 0));
      await owner.append(someEvents(1), 0);
    },
  },
  "elsewhere/idle": {
    says: "an owner on another host that only looks for requests is not taken for dead",
    needs: ["openElsewhere"],
    async check(rig) {
      const owner = await rig.openElsewhere();
      await owner.acquire();
      const taking = refusal((await rig.open()).acquire(), "NOT_OWNER");
      await until(rig.clock, taking, () => owner.pendingRequests(0));
      await owner.append(someEvents(1), 0);
    },
  },
  "elsewhere/silent": {
    says: "an owner on another host that shows no sign of life for a minute is taken for dead",
    needs: ["openElsewhere"],
    async check(rig) {
      const silent = await rig.openElsewhere();
      await silent.acquire();
      const { pid } = (await silent.owner()) ?? {};
      const taker = await rig.open();
      const watched: unknown[] = [];
      const beforeMs = rig.clock.monotonic();
      await taker.acquire({
        onWatching: (owner, watchMs) => void watched.push([owner.pid, watchMs]),
      });
      assert.deepEqual(watched, [[pid, 60_000]]);
      assert.ok(rig.clock.monotonic() - beforeMs >= 60_000);
      await taker.append(someEvents(1), 0);
      await refusal(silent.append(someEvents(1), 0), "NOT_OWNER");
    },
  },
  "elsewhere/aborted": {
    says: "an acquire that is aborted while it watches rejects with the reason, and owns nothing",
    needs: ["openElsewhere"],
    async check(rig) {
      const silent = await rig.openElsewhere();
      await silent.acquire();
      const before = await silent.owner();
      const controller = new AbortController();
      const reason = new Error("the conformance suite changed its mind");
      const onWatching = (): void => controller.abort(reason);
      const taker = await rig.open();
      await assert.rejects(taker.acquire({ signal: controller.signal, onWatching }), reason);
      assert.deepEqual(await silent.owner(), before);
      await silent.append(someEvents(1), 0);
    },
  },
};

/** Does something every half second until the work has settled. */
async function until(
  clock: { sleep(ms: number): Promise<void> },
  work: Promise<unknown>,
  step: () => Promise<unknown>,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const settled = work.finally(() => controller.abort());
  settled.catch(() => undefined);
  while (!signal.aborted) {
    await step();
    await clock.sleep(500);
  }
  await settled;
}
