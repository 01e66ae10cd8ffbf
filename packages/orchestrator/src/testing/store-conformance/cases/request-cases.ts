import assert from "node:assert/strict";
import type { ExperimentEvent } from "../../../experiment/experiment-event.ts";
import type { PendingRequest, Request } from "../../../store/request.ts";
import type { StoreCases } from "../store-case.ts";
import { refusal, someEvents } from "../store-rig.ts";

export type RequestCaseId =
  | "requests/order"
  | "requests/until-acknowledged"
  | "requests/one-by-one"
  | "requests/in-one-step"
  | "requests/kept"
  | "requests/waiting"
  | "requests/after-crash"
  | "requests/of-run"
  | "requests/needs-ownership"
  | "read/beside"
  | "read/reader"
  | "read/reader-closed";

const requests: readonly Request[] = [
  { type: "stop-trials", indices: [3, 1], reason: "enough 🏃", force: true },
  { type: "stop-trials", reason: "", force: false },
  { type: "stop-submitting", reason: "later" },
  { type: "resolve", index: 2, resolution: { type: "attach", runMetadata: { id: [1, null] } } },
  { type: "resolve", index: 3, resolution: { type: "abandon" } },
];

/** What others do with a store while one drives it: leave requests, and read. */
export const requestCases: StoreCases<RequestCaseId> = {
  "requests/order": {
    says: "the owner is given the requests that others left, as they were, in order",
    async check(rig) {
      const owner = await rig.owned();
      assert.deepEqual(await owner.pendingRequests(0), []);
      const others = [await rig.open(), await rig.open()] as const;
      for (const [i, request] of requests.entries()) {
        await others[i % 2 === 0 ? 0 : 1].request(request);
      }
      const pending = await owner.pendingRequests(0);
      assert.deepEqual(bodies(pending), requests);
      const ids = pending.map(({ id }) => id);
      assert.deepEqual([...new Set(ids)].toSorted(ascending), ids, "ids rise, and differ");
    },
  },
  "requests/until-acknowledged": {
    says: "a request is pending until it is acknowledged, and then no longer",
    async check(rig) {
      const owner = await rig.owned();
      for (const request of requests) {
        await owner.request(request);
        const pending = await owner.pendingRequests(0);
        assert.deepEqual(bodies(pending), [request]);
        assert.deepEqual(await owner.pendingRequests(0), pending);
        await owner.append([], 0, idsOf(pending));
        assert.deepEqual(await owner.pendingRequests(0), []);
      }
    },
  },
  "requests/one-by-one": {
    says: "acknowledging a request leaves the others; one that is not pending is left out of account",
    async check(rig) {
      const owner = await rig.owned();
      for (const request of requests) await owner.request(request);
      const pending = await owner.pendingRequests(0);
      const [first, second, ...rest] = pending;
      assert.ok(first !== undefined && second !== undefined);
      await owner.append([], 0, [second.id]);
      assert.deepEqual(await owner.pendingRequests(0), [first, ...rest]);
      await owner.append([], 0, [second.id, first.id]);
      assert.deepEqual(await owner.pendingRequests(0), rest);
    },
  },
  "requests/in-one-step": {
    says: "an append that rejects acknowledges nothing",
    needs: ["capacityBytes"],
    async check(rig) {
      const owner = await rig.owned();
      await owner.request(requests[0] as Request);
      const pending = await owner.pendingRequests(0);
      const reason = "x".repeat(rig.hook("capacityBytes"));
      const [event] = someEvents(1);
      const tooLarge = { ...event, reason } as ExperimentEvent;
      await refusal(owner.append([tooLarge], 0, idsOf(pending)), "STORE");
      assert.deepEqual(await owner.pendingRequests(0), pending);
    },
  },
  "requests/kept": {
    says: "acknowledging requests leaves the events alone",
    async check(rig) {
      const owner = await rig.owned();
      await owner.append(someEvents(2), 0);
      await owner.request(requests[0] as Request);
      await owner.append(someEvents(1, 2), 0, idsOf(await owner.pendingRequests(0)));
      assert.deepEqual(await owner.load(), someEvents(3));
    },
  },
  "requests/waiting": {
    says: "a request that was left while nobody drove waits for the next driver",
    async check(rig) {
      const other = await rig.open();
      for (const request of requests) await other.request(request);
      await other.close();
      assert.deepEqual(bodies(await (await rig.owned()).pendingRequests(0)), requests);
    },
  },
  "requests/after-crash": {
    says: "a request that a driver saw, and did not acknowledge before it crashed, is the next one's",
    needs: ["endProcess"],
    async check(rig) {
      const first = await rig.owned();
      for (const request of requests) await first.request(request);
      const pending = await first.pendingRequests(0);
      await first.append(someEvents(1), 0, idsOf(pending.slice(0, 2)));
      await rig.hook("endProcess")(first);
      assert.deepEqual(await (await rig.owned()).pendingRequests(0), pending.slice(2));
    },
  },
  "requests/of-run": {
    says: "a request that was left to one run is not for the next",
    async check(rig) {
      const owner = await rig.owned();
      await (await rig.open()).request(requests[0] as Request);
      await owner.newRun();
      assert.deepEqual(await owner.pendingRequests(0), []);
      await owner.request(requests[1] as Request);
      assert.deepEqual(bodies(await owner.pendingRequests(0)), [requests[1]]);
    },
  },
  "requests/needs-ownership": {
    says: "a driver that does not own the store is given no requests",
    async check(rig) {
      const owner = await rig.owned();
      const other = await rig.open();
      await refusal(other.pendingRequests(0), "NOT_OWNER");
      await owner.request(requests[0] as Request);
      await refusal(other.pendingRequests(0), "NOT_OWNER");
      assert.deepEqual(bodies(await owner.pendingRequests(0)), [requests[0]]);
    },
  },
  "read/beside": {
    says: "a driver that owns nothing reads whole appends while another makes them",
    async check(rig) {
      const owner = await rig.owned();
      const other = await rig.open();
      for (let count = 0; count < 60; count += 3) {
        const [read] = await Promise.all([other.load(), owner.append(someEvents(3, count), count)]);
        assert.equal(read.length % 3, 0);
        assert.deepEqual(read, someEvents(read.length));
        assert.deepEqual(await other.load(), someEvents(count + 3));
        assert.equal(await other.elapsedMs(), count);
      }
    },
  },
  "read/reader": {
    says: "a reader reads what is there, while it is written and afterwards",
    needs: ["openReader"],
    async check(rig) {
      const owner = await rig.owned();
      await owner.append(someEvents(2), 10);
      const reader = await rig.openReader();
      assert.deepEqual(await reader.load(), someEvents(2));
      assert.deepEqual(await reader.owner(), await owner.owner());
      await owner.append(someEvents(1, 2), 20);
      assert.deepEqual(await reader.load(), someEvents(3));
      assert.equal(await reader.elapsedMs(), 20);
      await owner.newRun();
      assert.deepEqual(await reader.load(), []);
      await owner.close();
      assert.equal(await reader.owner(), undefined);
    },
  },
  "read/reader-closed": {
    says: "closing a reader takes nothing from the owner, and is done twice as well as once",
    needs: ["openReader"],
    async check(rig) {
      const owner = await rig.owned();
      const reader = await rig.openReader();
      await reader.close();
      await reader.close();
      await refusal(reader.load(), "STORE");
      await owner.append(someEvents(1), 0);
      assert.deepEqual(await owner.load(), someEvents(1));
    },
  },
};

function bodies(pending: readonly PendingRequest[]): readonly Request[] {
  return pending.map(({ request }) => request);
}

function idsOf(pending: readonly PendingRequest[]): readonly number[] {
  return pending.map(({ id }) => id);
}

function ascending(a: number, b: number): number {
  return a - b;
}
