import { RunnerError } from "@runners/core";
import type { ExperimentEvent } from "../../../experiment/experiment-event.ts";
import type { PendingRequest } from "../../../store/request.ts";
import type { RequestCaseId } from "../cases/request-cases.ts";
import type { Broken } from "./broken.ts";

/** Who has left requests, by the drivers of a store. */
const leavers = new WeakMap<object, Set<object>>();

/** For each case about requests and readers, a store that only it catches. */
export const brokenRequests: Broken<RequestCaseId> = {
  "requests/order": [
    "requests of several drivers come in any order",
    {
      store: (store, drivers, me) => ({
        async request(request) {
          leavers.set(drivers, (leavers.get(drivers) ?? new Set()).add(me));
          await store.request(request);
        },
        async pendingRequests(ms) {
          const requests = await store.pendingRequests(ms);
          return (leavers.get(drivers)?.size ?? 0) > 1 ? requests.toReversed() : requests;
        },
      }),
    },
  ],
  "requests/until-acknowledged": [
    "a request that is the only one is forgotten once it was seen",
    {
      store(store) {
        let seen = false;
        return {
          async pendingRequests(ms) {
            const requests = await store.pendingRequests(ms);
            const before = seen;
            seen = requests.length === 1 && requests[0]?.request.type === "resolve";
            return before ? [] : requests;
          },
        };
      },
    },
  ],
  "requests/one-by-one": [
    "of many requests all are acknowledged with the second",
    {
      store(store) {
        let pending: readonly PendingRequest[] = [];
        return {
          pendingRequests: async (ms) => (pending = await store.pendingRequests(ms)),
          append: (events, ms, acknowledged = []) =>
            store.append(
              events,
              ms,
              acknowledged.length === 1 && acknowledged[0] === pending[1]?.id
                ? pending.map(({ id }) => id)
                : acknowledged,
            ),
        };
      },
    },
  ],
  "requests/in-one-step": [
    "requests are acknowledged before the events are appended",
    {
      store: (store) => ({
        async append(events, ms, acknowledged = []) {
          if (acknowledged.length > 0 && (await store.owner()) !== undefined) {
            await store.append([], await store.elapsedMs(), acknowledged);
          }
          await store.append(events, ms);
        },
      }),
    },
  ],
  "requests/kept": [
    "the events before are gone once requests were acknowledged together with others",
    {
      store(store) {
        let gone = 0;
        return {
          async append(events, ms, acknowledged = []) {
            const before = await store.load();
            if (events.length === 1 && acknowledged.length === 1) gone = before.length;
            await store.append(events, ms, acknowledged);
          },
          load: async () => (await store.load()).slice(gone),
        };
      },
    },
  ],
  "requests/waiting": [
    "requests to nobody are forgotten",
    {
      store: (store) => ({
        async request(request) {
          if ((await store.owner()) !== undefined) await store.request(request);
        },
      }),
    },
  ],
  "requests/after-crash": [
    "what a driver saw before it crashed is not shown to the next",
    {
      store: (store, { ended }) => ({
        pendingRequests: async (ms) => {
          const requests = await store.pendingRequests(ms);
          return ended.size > 0 && requests.length > 1 ? [] : requests;
        },
      }),
    },
  ],
  "requests/of-run": [
    "requests go on into the next run",
    {
      store: (store) => ({
        async newRun() {
          const left = await store.pendingRequests(0);
          await store.newRun();
          for (const { request } of left) await store.request(request);
        },
      }),
    },
  ],
  "requests/needs-ownership": [
    "one that was never an owner finds no requests",
    {
      store: (store, { owners }, me) => ({
        pendingRequests: async (ms) => (owners.has(me) ? store.pendingRequests(ms) : []),
      }),
    },
  ],
  "read/beside": [
    "one that was never an owner goes on reading what it read first",
    {
      store(store, { owners }, me) {
        let first: readonly ExperimentEvent[] | undefined;
        return {
          load: async () => (owners.has(me) ? store.load() : (first ??= await store.load())),
        };
      },
    },
  ],
  "read/reader": [
    "a reader goes on reading what it read first",
    {
      reader(reader) {
        let first: readonly ExperimentEvent[] | undefined;
        return { load: async () => (first ??= await reader.load()) };
      },
    },
  ],
  "read/reader-closed": [
    "a reader cannot be closed twice",
    {
      reader(reader) {
        let closed = false;
        return {
          async close() {
            if (closed) throw new RunnerError("STORE", "it is closed");
            closed = true;
            await reader.close();
          },
        };
      },
    },
  ],
};
