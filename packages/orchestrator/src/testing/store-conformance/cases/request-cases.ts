import assert from "node:assert/strict";
import type { Request } from "../../../store/request.ts";
import type { StoreCases } from "../store-case.ts";
import { refusal, someEvents } from "../store-rig.ts";

export type RequestCaseId =
  | "requests/order"
  | "requests/once"
  | "requests/kept"
  | "requests/waiting"
  | "requests/of-run"
  | "requests/needs-ownership"
  | "requests/elapsed"
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
    says: "the owner takes the requests that others left, as they were, in order",
    async check(rig) {
      const owner = await rig.owned();
      assert.deepEqual(await owner.takeRequests(0), []);
      const others = [await rig.open(), await rig.open()] as const;
      for (const [i, request] of requests.entries()) {
        await others[i % 2 === 0 ? 0 : 1].request(request);
      }
      assert.deepEqual(await owner.takeRequests(0), requests);
    },
  },
  "requests/once": {
    says: "a request is taken once",
    async check(rig) {
      const owner = await rig.owned();
      for (const request of requests) {
        await owner.request(request);
        assert.deepEqual(await owner.takeRequests(0), [request]);
        assert.deepEqual(await owner.takeRequests(0), []);
      }
    },
  },
  "requests/kept": {
    says: "taking requests leaves the events alone",
    async check(rig) {
      const owner = await rig.owned();
      await owner.append(someEvents(2), 0);
      await owner.request(requests[0] as Request);
      await owner.takeRequests(0);
      assert.deepEqual(await owner.load(), someEvents(2));
    },
  },
  "requests/waiting": {
    says: "a request that was left while nobody drove waits for the next driver",
    async check(rig) {
      const other = await rig.open();
      for (const request of requests) await other.request(request);
      await other.close();
      assert.deepEqual(await (await rig.owned()).takeRequests(0), requests);
    },
  },
  "requests/of-run": {
    says: "a request that was left to one run is not for the next",
    async check(rig) {
      const owner = await rig.owned();
      await (await rig.open()).request(requests[0] as Request);
      await owner.newRun();
      assert.deepEqual(await owner.takeRequests(0), []);
      await owner.request(requests[1] as Request);
      assert.deepEqual(await owner.takeRequests(0), [requests[1]]);
    },
  },
  "requests/needs-ownership": {
    says: "a driver that does not own the store cannot take requests",
    async check(rig) {
      const owner = await rig.owned();
      const other = await rig.open();
      await refusal(other.takeRequests(0), "NOT_OWNER");
      await owner.request(requests[0] as Request);
      await refusal(other.takeRequests(0), "NOT_OWNER");
      assert.deepEqual(await owner.takeRequests(0), [requests[0]]);
    },
  },
  "requests/elapsed": {
    says: "a driver that takes a request writes down the time worked",
    async check(rig) {
      const owner = await rig.owned();
      await owner.append(someEvents(1), 10);
      await owner.request(requests[0] as Request);
      await owner.takeRequests(70_000);
      assert.equal(await owner.elapsedMs(), 70_000);
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
