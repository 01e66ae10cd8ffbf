import assert from "node:assert/strict";
import type { StoreCases } from "../store-case.ts";
import { refusal, someEvents } from "../store-rig.ts";

export type StaleCaseId =
  | "stale/append"
  | "stale/new-run"
  | "stale/requests"
  | "stale/acquire"
  | "stale/release"
  | "stale/close"
  | "close/twice"
  | "close/after";

/** What a driver may no longer do once another has taken over, or once it has closed. */
export const staleCases: StoreCases<StaleCaseId> = {
  "stale/append": {
    says: "a driver that another took over from cannot append",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await refusal(stale.append(someEvents(1, 2), 0), "NOT_OWNER");
      assert.deepEqual(await owner.load(), someEvents(2));
      await owner.append(someEvents(1, 2), 0);
    },
  },
  "stale/new-run": {
    says: "a driver that another took over from cannot begin a run",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await refusal(stale.newRun(), "NOT_OWNER");
      assert.deepEqual(await owner.load(), someEvents(2));
    },
  },
  "stale/requests": {
    says: "a driver that another took over from cannot see or acknowledge requests, and is told so without any",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await refusal(stale.pendingRequests(0), "NOT_OWNER");
      await owner.request({ type: "stop-submitting", reason: "enough" });
      await refusal(stale.pendingRequests(0), "NOT_OWNER");
      const [pending] = await owner.pendingRequests(0);
      assert.ok(pending !== undefined, "the request is there");
      await stale.append([], 0, [pending.id]).catch(() => undefined);
      assert.deepEqual(await owner.pendingRequests(0), [pending]);
    },
  },
  "stale/acquire": {
    says: "a driver that another took over from cannot acquire while that one lives",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await refusal(stale.acquire(), "NOT_OWNER");
      await owner.append(someEvents(1), 0);
    },
  },
  "stale/release": {
    says: "a driver that another took over from releases nothing",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await stale.release();
      await owner.append(someEvents(1), 0);
    },
  },
  "stale/close": {
    says: "a driver that another took over from closes only its own access",
    needs: ["endProcess"],
    async check(rig) {
      const [stale, owner] = await rig.takenOver();
      await stale.close();
      await owner.append(someEvents(1, 2), 0);
    },
  },
  "close/twice": {
    says: "closing twice is closing once",
    async check(rig) {
      const store = await rig.owned();
      await store.close();
      await store.close();
    },
  },
  "close/after": {
    says: "a closed store refuses everything but to be released and closed, with STORE",
    async check(rig) {
      const store = await rig.owned();
      await store.close();
      const calls: readonly (() => Promise<unknown>)[] = [
        () => store.acquire(),
        () => store.owner(),
        () => store.load(),
        () => store.elapsedMs(),
        () => store.newRun(),
        () => store.append(someEvents(1), 0),
        () => store.request({ type: "stop-submitting", reason: "enough" }),
        () => store.pendingRequests(0),
      ];
      for (const call of calls) await refusal(call(), "STORE");
      await store.release();
    },
  },
};
